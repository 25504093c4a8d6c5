import Events

extension DiagnosticKind {
    static let ofCalendars = [
        unknownCalendar, alwaysClosed, weekdayTwice, openedTwice, badSpan, spansOverlap, unusedCalendar,
    ]

    static let unknownCalendar = DiagnosticKind(
        "unknown-calendar", "A duration is counted on a calendar that nobody declares.",
        wrong: "calendar care\n  mon-fri 09:00-17:00\n"
            + rule("when delivery.delayed", "unless contact within 8h on cares"),
        change: "cares", to: "care")
    static let alwaysClosed = DiagnosticKind(
        "always-closed", "A calendar opens on no weekday, so that no time on it ever passes.",
        wrong: "calendar care\n  closed 2026-12-25", change: "care\n", to: "care\n  mon-fri 09:00-17:00\n")
    static let weekdayTwice = DiagnosticKind(
        "weekday-twice", "A calendar names a weekday twice: all its hours stand in one line.",
        wrong: "calendar care\n  mon-fri 09:00-12:00\n  fri 13:00-15:00", change: "mon-fri", to: "mon-thu")
    static let openedTwice = DiagnosticKind(
        "opened-twice", "A calendar opens one day twice: all its hours stand in one line.",
        wrong: "calendar care\n  mon-fri 09:00-17:00\n  open 2026-12-19 10:00-12:00\n  open 2026-12-19 13:00-16:00",
        change: "open 2026-12-19 13", to: "open 2026-12-20 13")
    static let badSpan = DiagnosticKind(
        "bad-span", "Hours end no later than they begin.", wrong: "calendar care\n  mon-fri 22:00-06:00",
        change: "22:00-06:00", to: "00:00-06:00 22:00-24:00")
    static let spansOverlap = DiagnosticKind(
        "spans-overlap", "Two spans of a day overlap.", wrong: "calendar care\n  mon-fri 09:00-13:00 12:00-17:00",
        change: "12:00", to: "13:00")
    static let unusedCalendar = DiagnosticKind(
        "unused-calendar", "A calendar is declared and nothing is counted on it.", severity: .warning,
        wrong: "calendar care\n  mon-fri 09:00-17:00\n" + rule("when delivery.delayed", "unless contact within 8h"),
        change: "within 8h", to: "within 8h on care")
}

extension Checker {
    mutating func collectCalendars(_ declarations: [Declaration]) {
        for case .calendar(let declaration) in declarations {
            let calendar = self.calendar(declaration)
            if declaration.name.isUnread { continue }
            if let first = declared.calendars.ranges[declaration.name.text] {
                reportTwice("the calendar", declaration.name, first: first)
                continue
            }
            declared.calendars.ranges[declaration.name.text] = declaration.name.range
            program.calendars.append(calendar)
        }
        program.calendars.sort { $0.name < $1.name }
        for (place, calendar) in program.calendars.enumerated() { declared.calendars.places[calendar.name] = place }
    }

    private mutating func calendar(_ declaration: CalendarDeclaration) -> WorkCalendar {
        var calendar = WorkCalendar(
            name: declaration.name.text, weekdays: [[WorkCalendar.DaySpan]](repeating: [], count: 7))
        if let zone = declaration.zone, !zone.isUnread {
            calendar.zone = zone.text
            checkZone(zone)
        }
        var weekdays: [Int: SourceRange] = [:]
        var opened: [CalendarDate: SourceRange] = [:]
        for line in declaration.lines {
            switch line.kind {
            case .hours(let days, let spans):
                let hours = hours(spans)
                for (day, range) in days.map({ ($0.number, $0.range) }) {
                    if let first = weekdays[day] {
                        report(
                            .weekdayTwice, "`\(Weekdays.names[day])` has its hours already", at: range,
                            help:
                                "they are in \(place(first, seenFrom: range)); several spans of a day stand in one line"
                        )
                        continue
                    }
                    weekdays[day] = range
                    calendar.weekdays[day] = hours
                }
            case .closed(let closures):
                for closure in closures {
                    switch closure.days {
                    case .days(let from, let to): calendar.closed.append(from...to)
                    case .yearly(let day): calendar.closedYearly.append(day)
                    }
                }
            case .open(let day, let spans):
                let hours = hours(spans)
                if let first = opened[day.date] {
                    report(
                        .openedTwice, "\(day.date) is opened twice", at: day.range,
                        help:
                            "the first is in \(place(first, seenFrom: day.range)); several spans of a day stand in one line"
                    )
                    continue
                }
                opened[day.date] = day.range
                calendar.opened.append(WorkCalendar.OpenDay(date: day.date, spans: hours))
            }
        }
        if weekdays.isEmpty, !declaration.hasMistakes, !hasSyntaxError(in: declaration.range) {
            report(
                .alwaysClosed, "the calendar `\(declaration.name.text)` opens on no weekday",
                at: declaration.name.range,
                help: "say when: mon-fri 09:00-17:00")
        }
        return calendar
    }

    /// The spans of a day in order.
    private mutating func hours(_ syntax: [SpanSyntax]) -> [WorkCalendar.DaySpan] {
        var last: SpanSyntax?
        var hours: [WorkCalendar.DaySpan] = []
        for span in syntax.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            guard span.from < span.to else {
                report(
                    .badSpan, "these hours end no later than they begin", at: span.range,
                    help: span.to < span.from
                        ? "hours over midnight belong to two days: up to 24:00, and from 00:00 on the next" : nil)
                continue
            }
            if let last, span.from < last.to {
                // The later one in the file is the one too many.
                let (earlier, later) = last.range.start < span.range.start ? (last, span) : (span, last)
                report(
                    .spansOverlap, "these hours overlap those from \(clock(earlier.from)) to \(clock(earlier.to))",
                    at: later.range, help: "spans of a day may touch, and not overlap")
            }
            last = span.to > last?.to ?? 0 ? span : last
            hours.append(WorkCalendar.DaySpan(from: span.from, to: span.to))
        }
        return hours
    }

    private func clock(_ minutes: Int) -> String {
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// The place of a calendar; nil if nobody declares it, which is reported.
    mutating func calendar(_ name: Name) -> Int? {
        if name.isUnread { return nil }
        if let place = declared.calendars.places[name.text] {
            used.calendars.insert(place)
            return place
        }
        let names = program.calendars.map(\.name)
        let near = nearMiss(name.text, among: names)
        if declared.isSomethingLost, near == nil { return nil }
        report(
            .unknownCalendar, "there is no calendar `\(name.text)`", at: name.range,
            help: names.isEmpty
                ? "declare it: calendar \(name.text) mon-fri 09:00-17:00" : "the calendars are \(list(names))",
            suggestion: near?.string)
        return nil
    }

    /// A duration with its calendar resolved; one of a calendar that nobody knows is time that passes.
    mutating func duration(_ literal: DurationLiteral) -> RuleDuration {
        guard let name = literal.calendar, let calendar = calendar(name) else { return .elapsed(literal.span) }
        if let count = literal.workingDays { return .workingDays(count, on: calendar) }
        return .open(literal.span, on: calendar)
    }
}
