package import Events

/// `calendar support zone Europe/London` and its lines.
package struct CalendarDeclaration: Sendable {
    package var range: SourceRange
    package var name: Name
    package var zone: Name?
    /// In the order written.
    package var lines: [Line] = []
    /// Whether a part of it could not be read.
    package var hasMistakes = false

    package init(range: SourceRange, name: Name) {
        self.range = range
        self.name = name
    }

    /// `mon-fri 09:00-12:30 13:30-18:00`, `closed 2026-12-25, yearly 01-01`, `open 2026-12-19 10:00-16:00`
    package struct Line: Sendable {
        package enum Kind: Sendable {
            /// Each day with the word that names it, perhaps with others.
            case hours([QuietSyntax.Weekday], [SpanSyntax])
            case closed([Closure])
            case open(Day, [SpanSyntax])
        }
        package var kind: Kind
        package var range: SourceRange
    }

    package struct Day: Sendable {
        package var date: CalendarDate
        package var range: SourceRange
    }

    /// What a `closed` line names.
    package struct Closure: Sendable {
        package enum Days: Sendable {
            case days(from: CalendarDate, to: CalendarDate)
            case yearly(WorkCalendar.MonthDay)
        }
        package var days: Days
        package var range: SourceRange
    }
}

/// `09:00-12:30`, in minutes after midnight; `24:00` is 1440.
package struct SpanSyntax: Sendable {
    package var from: Int
    package var to: Int
    package var range: SourceRange
}
