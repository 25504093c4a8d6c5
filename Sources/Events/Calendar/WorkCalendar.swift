/// When a team works, as written: hours of each weekday, and the days that differ. Dates and times are local to its zone.
package struct WorkCalendar: Hashable, Sendable {
    package var name: Text
    /// Nil: the site's.
    package var zone: Text?
    /// Monday first, seven of them; a closed weekday has no spans. Spans are in order and do not overlap; they may touch.
    package var weekdays: [[DaySpan]]
    /// Each from its first to its last day, both closed.
    package var closed: [ClosedRange<CalendarDate>]
    package var closedYearly: [MonthDay]
    /// A day's hours, whatever is said of it elsewhere.
    package var opened: [OpenDay]

    /// Minutes after local midnight, half open: `from` in 0..<1440, `to` in 1...1440 (24:00), `from < to`.
    package struct DaySpan: Hashable, Sendable {
        package var from: Int
        package var to: Int
        package init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    /// A day of each year; 29 February is one in leap years.
    package struct MonthDay: Hashable, Sendable {
        package var month: Int
        package var day: Int
        package init(month: Int, day: Int) {
            self.month = month
            self.day = day
        }
    }

    package struct OpenDay: Hashable, Sendable {
        package var date: CalendarDate
        package var spans: [DaySpan]
        package init(date: CalendarDate, spans: [DaySpan]) {
            self.date = date
            self.spans = spans
        }
    }

    package init(
        name: Text, zone: Text? = nil, weekdays: [[DaySpan]], closed: [ClosedRange<CalendarDate>] = [],
        closedYearly: [MonthDay] = [], opened: [OpenDay] = []
    ) {
        self.name = name
        self.zone = zone
        self.weekdays = weekdays
        self.closed = closed
        self.closedYearly = closedYearly
        self.opened = opened
    }
}
