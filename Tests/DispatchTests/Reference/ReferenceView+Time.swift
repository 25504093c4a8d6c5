import Events
import RuleLanguage

extension ReferenceView {
    /// The calendar at a place in the program.
    func calendar(_ place: Int) -> ReferenceCalendar { ReferenceCalendar(program.calendars[place], zones: zones) }

    func after(_ a: Timestamp, _ duration: RuleDuration) -> Timestamp {
        switch duration {
        case .elapsed(let span): return a + span
        case .open(let span, let place): return calendar(place).after(a, open: span)
        case .workingDays(let count, let place): return calendar(place).after(a, workingDays: count)
        }
    }

    func before(_ f: Timestamp, _ duration: RuleDuration) -> Timestamp {
        switch duration {
        case .elapsed(let span): return f - span
        case .open(let span, let place): return calendar(place).before(f, open: span)
        case .workingDays(let count, let place): return calendar(place).before(f, workingDays: count)
        }
    }
}
