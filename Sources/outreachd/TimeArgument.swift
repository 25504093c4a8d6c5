import ArgumentParser
import Events
import RuleLanguage

/// A time on the command line: RFC 3339 with an offset; the seconds may be left out.
struct TimeArgument {
    let time: Timestamp

    /// Reads what stands behind an option; for what is no time it says what to write.
    @Sendable static func reading(_ argument: String) throws -> TimeArgument {
        let error: TimestampError
        switch Timestamp.parse(Text(argument), secondsOptional: true) {
        case .success(let time): return TimeArgument(time: time)
        case .failure(let found): error = found
        }
        let form = "a time is 2026-03-02T10:00Z, or with an offset 2026-03-02T10:00+01:00"
        if CalendarDate(Text(argument)) != nil {
            throw ValidationError("it has no time of day; \(form). Did you mean '\(argument)T00:00Z'?")
        }
        if case .success(let span) = TimeSpan.read(argument) {
            let time = wallClock() + span
            throw ValidationError("it is a length of time; \(form). In \(span) it is '\(minutes(time))'.")
        }
        switch error {
        case .withoutOffset: throw ValidationError("it \(error.sentence). Did you mean '\(argument)Z'?")
        case .malformed: break
        case .tooPrecise, .year: throw ValidationError("it \(error.sentence); \(form).")
        }
        guard let days = words[argument.lowercased()] else { throw ValidationError("\(form).") }
        let then = "\(minutes(wallClock() + .days(days)))"
        throw ValidationError("\(form). Did you mean '\(then)'?")
    }

    /// What people say for a time, as days from now.
    private static let words: [String: Int64] = ["now": 0, "today": 0, "tomorrow": 1, "yesterday": -1]

    /// `2026-03-02T10:00Z`
    private static func minutes(_ time: Timestamp) -> String { "\(time.description.prefix(16))Z" }
}
