import Events
import TestSupport
import Testing

/// Open time and working days, compared with a loop over minutes and one over days that nobody can get wrong.
@Suite struct CalendarArithmeticTests {
    @Test(arguments: 0..<60)
    func openTimeIsThatOfALoopOverMinutes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let drawn = RandomCalendar(&random)
        let calendar = ZonedCalendar(drawn.calendar, zone: drawn.zone)
        let minutes = MinuteLoop(drawn, around: drawn.middle)
        for _ in 0..<20 {
            let start = drawn.middle + TimeSpan(seconds: Int64(random.below(9 * 86_400)), nanoseconds: 0)
            let wanted = TimeSpan(
                seconds: Int64(random.below(40 * 3_600)), nanoseconds: Int64(random.below(3)) * 250_000_000)
            if let end = minutes.after(start, wanted) {
                #expect(calendar.after(start, open: wanted) == end, "\(drawn), \(start) + \(wanted)")
                #expect(calendar.openTime(from: start, to: end) == wanted, "\(drawn), \(start) to \(end)")
            }
            if let begin = minutes.before(start, wanted) {
                #expect(calendar.before(start, open: wanted) == begin, "\(drawn), \(start) - \(wanted)")
            }
            #expect(calendar.isOpen(at: start) == minutes.isOpen(at: start), "\(drawn), \(start)")
        }
    }

    @Test(arguments: 0..<60)
    func workingDaysAreThoseOfALoopOverDays(seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 1_000)
        let drawn = RandomCalendar(&random)
        let calendar = ZonedCalendar(drawn.calendar, zone: drawn.zone)
        let minutes = MinuteLoop(drawn, around: drawn.middle)
        for _ in 0..<10 {
            let start = drawn.middle + TimeSpan(seconds: Int64(random.below(9 * 86_400)))
            let count = 1 + Int(random.below(9))
            if let end = minutes.after(start, days: count) {
                #expect(calendar.after(start, workingDays: count) == end, "\(drawn), \(start) + \(count)wd")
            }
            if let begin = minutes.before(start, days: count) {
                #expect(calendar.before(start, workingDays: count) == begin, "\(drawn), \(start) - \(count)wd")
            }
        }
    }

    /// Over years whole weeks are gone over at once; in pieces of a day at the most they are not.
    @Test(arguments: 0..<20)
    func aLongWaitIsTheSumOfShortOnes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 2_000)
        let drawn = RandomCalendar(&random)
        let calendar = ZonedCalendar(drawn.calendar, zone: drawn.zone)
        let piece = TimeSpan.minutes(47)
        var at = drawn.middle
        for count in 1...2_000 {
            at = calendar.after(at, open: piece)
            guard at < drawn.middle + TimeSpan.days(36_000) else { break }
            if count % 100 == 0 {
                let whole = TimeSpan.minutes(47 * Int64(count))
                #expect(calendar.after(drawn.middle, open: whole) == at, "\(drawn), \(drawn.middle) + \(whole)")
                #expect(calendar.openTime(from: drawn.middle, to: at) == whole)
                let back = calendar.before(at, open: whole)
                #expect(calendar.openTime(from: back, to: at) == whole, "\(drawn), \(at) - \(whole)")
                #expect(calendar.isOpen(at: back))
            }
        }
    }

    @Test func whatIsNotReachedWithinAHundredYearsNeverComes() throws {
        let closed = try #require(CalendarDate("2026-01-05"))...CalendarDate(days: 60_000)
        let calendar = ZonedCalendar(
            WorkCalendar(
                name: "c", weekdays: [[.init(from: 540, to: 600)]], closed: [closed],
                opened: [.init(date: try #require(CalendarDate("2030-05-01")), spans: [.init(from: 0, to: 60)])]),
            zone: .utc)
        let start = try Timestamp.parse("2026-01-05T00:00:00Z").get()
        #expect(calendar.after(start, open: .minutes(60)).description == "2030-05-01T01:00:00Z")
        #expect(calendar.after(start, open: .minutes(61)) == .distantFuture)
        #expect(calendar.after(start, workingDays: 2) == .distantFuture)
        #expect(calendar.after(start, open: .zero) == start)
        #expect(CalendarTable.none[0].before(start, open: .minutes(1)) == .distantFuture)
        #expect(calendar.nextOpening(from: start)?.description == "2030-05-01T00:00:00Z")
    }

    @Test func anHourAWeekIsFoundQuickly() throws {
        let calendar = ZonedCalendar(
            WorkCalendar(name: "c", weekdays: [[], [], [], [], [], [], [.init(from: 1_439, to: 1_440)]]),
            zone: CalendarZones.london)
        let start = try Timestamp.parse("2026-01-05T00:00:00Z").get()
        // A minute a week: 5,000 of them are almost 96 years.
        #expect(calendar.after(start, open: .minutes(5_000)).description == "2121-11-03T00:00:00Z")
        #expect(calendar.after(start, open: .minutes(5_300)) == .distantFuture)
    }
}
