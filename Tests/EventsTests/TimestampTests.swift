import Events
import Testing

@Suite("Times and dates")
struct TimestampTests {
    @Test(
        "Times are read by RFC 3339 and printed in UTC with the fewest digits",
        arguments: [
            ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z"), ("2026-03-02t10:00:00z", "2026-03-02T10:00:00Z"),
            ("2026-03-02 10:00:00+01:00", "2026-03-02T09:00:00Z"),
            ("2026-03-02T10:00:00-00:30", "2026-03-02T10:30:00Z"),
            ("2026-03-02T10:00:00.250Z", "2026-03-02T10:00:00.25Z"),
            ("2026-03-02T10:00:00.123456789Z", "2026-03-02T10:00:00.123456789Z"),
            ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"), ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"), ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
            ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
        ] as [(Text, String)])
    func read(text: Text, expected: String) throws {
        #expect(try Timestamp.parse(text).get().description == expected)
    }

    @Test(
        "What is no time says why",
        arguments: [
            ("", .malformed), ("2026-03-02", .malformed), ("2026-03-02T10:00Z", .malformed),
            ("2026-3-2T10:00:00Z", .malformed),
            ("2026-02-29T10:00:00Z", .malformed), ("2026-13-01T10:00:00Z", .malformed),
            ("2026-00-01T10:00:00Z", .malformed),
            ("2026-03-02T24:00:00Z", .malformed), ("2026-03-02T10:60:00Z", .malformed),
            ("2026-03-02T10:00:61Z", .malformed),
            ("2026-03-02T10:00:00.Z", .malformed), ("2026-03-02T10:00:00+0100", .malformed),
            ("2026-03-02T10:00:00+24:00", .malformed), ("2026-03-02T10:00:00Zx", .malformed),
            ("2026-03-02T10:00:00", .withoutOffset), ("2026-03-02T10:00:00.5", .withoutOffset),
            ("2026-03-02T10:00:00.1234567890Z", .tooPrecise), ("0000-03-02T10:00:00Z", .year),
            // The year is that in UTC.
            ("0001-01-01T00:00:00+00:01", .year), ("9999-12-31T23:59:59-00:01", .year),
            ("9999-12-31T23:59:60Z", .year), ("0000-12-31T23:59:59Z", .year),
        ] as [(Text, TimestampError)])
    func refused(text: Text, error: TimestampError) {
        #expect(Timestamp.parse(text) == .failure(error))
    }

    @Test("The years are those in UTC, whatever they are where somebody wrote them")
    func years() throws {
        #expect(try Timestamp.parse("0000-12-31T23:59:00-00:01").get() == .yearOne)
        #expect(
            try Timestamp.parse("9999-12-31T23:59:59.999999999Z").get().description == "9999-12-31T23:59:59.999999999Z")
        #expect(try Timestamp.parse("9999-12-31T23:59:60+00:01").get().description == "9999-12-31T23:59:00Z")
    }

    @Test("Seconds may be left out only where it is said")
    func withoutSeconds() throws {
        #expect(try Timestamp.parse("2026-03-02T10:00Z", secondsOptional: true).get().seconds == 1_772_445_600)
    }

    @Test("Sums carry nanoseconds, and hold at the ends of time")
    func sums() {
        let time = Timestamp(seconds: 10, nanoseconds: 600_000_000)
        #expect(
            time + TimeSpan(seconds: 0, nanoseconds: 500_000_000) == Timestamp(seconds: 11, nanoseconds: 100_000_000))
        #expect(
            time - TimeSpan(seconds: 0, nanoseconds: 700_000_000) == Timestamp(seconds: 9, nanoseconds: 900_000_000))
        #expect(time - Timestamp(seconds: 11) == TimeSpan(seconds: 0, nanoseconds: -400_000_000))
        #expect(Timestamp.distantFuture + .days(1) >= Timestamp.distantFuture - .days(1))
        #expect(Timestamp.distantPast - .days(1) < Timestamp(seconds: 0))
    }

    @Test(
        "Days count through leap years, both ways",
        arguments: [-719_162, -1, 0, 59, 60, 11_016, 19_782, 19_783, 2_932_896])
    func days(days: Int32) throws {
        let date = CalendarDate(days: days)
        let (year, month, day) = date.parts
        #expect(CalendarDate(year: year, month: month, day: day) == date)
        #expect(CalendarDate(Text(date.description)) == date)
    }

    @Test(
        "Days that do not exist are refused",
        arguments: [
            "2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "0000-01-01", "2026-1-01", "2026-01-01T",
            "26-01-01",
        ] as [Text])
    func noDays(text: Text) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(
        "Spans print as the language writes them",
        arguments: [
            (0, "0s"), (604_800, "1w"), (864_000, "10d"), (5_400, "1h30min"), (90_061, "1d1h1min1s"), (-60, "-1min"),
        ] as [(Int64, String)])
    func spans(seconds: Int64, expected: String) {
        #expect(TimeSpan(seconds: seconds).description == expected)
    }
}
