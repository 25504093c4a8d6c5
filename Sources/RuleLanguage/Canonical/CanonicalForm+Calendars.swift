import Events

/// A calendar: its name, its zone, and what it says in lines of its own, those days that it does not name only where it
/// says something of them. Two that write the same days in another order have one form.
///
///     calendar support (zone "Europe/London")                      without: the site's
///      day 0 (540 750) (810 1080)                                  Monday is 0; minutes after midnight
///      closed 20812 20812
///      yearly 1 1
///      open 20806 (600 960)
extension CanonicalForm {
    mutating func calendar(_ calendar: WorkCalendar) {
        word("calendar ")
        name(calendar.name)
        if let zone = calendar.zone {
            word(" (zone ")
            text(zone)
            close()
        }
        for (day, spans) in calendar.weekdays.enumerated() where !spans.isEmpty {
            word("\n day ")
            digits(day)
            self.spans(spans)
        }
        for range in calendar.closed.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            word("\n closed ")
            digits(range.lowerBound.days)
            space()
            digits(range.upperBound.days)
        }
        for day in calendar.closedYearly.sorted(by: { ($0.month, $0.day) < ($1.month, $1.day) }) {
            word("\n yearly ")
            digits(day.month)
            space()
            digits(day.day)
        }
        for day in calendar.opened.sorted(by: { $0.date < $1.date }) {
            word("\n open ")
            digits(day.date.days)
            spans(day.spans)
        }
        endLine()
    }

    private mutating func spans(_ spans: [WorkCalendar.DaySpan]) {
        for span in spans {
            word(" (")
            digits(span.from)
            space()
            digits(span.to)
            close()
        }
    }
}
