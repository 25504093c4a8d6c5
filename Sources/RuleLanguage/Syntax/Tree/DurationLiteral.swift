package import Events

/// `4h`, `8h on support`, `2wd on support`
package struct DurationLiteral: Hashable, Sendable {
    /// Nothing for working days.
    package var span: TimeSpan
    /// From 1 to 366; nil for a length of time.
    package var workingDays: Int?
    /// The calendar that it is counted on.
    package var calendar: Name?
    package var range: SourceRange
    package init(span: TimeSpan, workingDays: Int? = nil, calendar: Name? = nil, range: SourceRange) {
        self.span = span
        self.workingDays = workingDays
        self.calendar = calendar
        self.range = range
    }

    /// As the language writes it.
    package var written: String {
        let length = workingDays.map { "\($0)wd" } ?? span.description
        return calendar.map { "\(length) on \($0.text)" } ?? length
    }
}
