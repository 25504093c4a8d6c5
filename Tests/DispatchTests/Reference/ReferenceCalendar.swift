import Events

/// When a calendar is open: day by day, span by span, from the words of the description.
struct ReferenceCalendar {
    let calendar: WorkCalendar
    /// The calendar's own zone.
    let zone: Zone

    /// [begin, end)
    struct Opening: Hashable {
        var begin: Timestamp
        var end: Timestamp
    }

    init(_ calendar: WorkCalendar, zones: ZoneTable) {
        self.calendar = calendar
        zone = calendar.zone.flatMap { zones.named[$0] } ?? zones.site
    }

    // MARK: Days

    /// The hours of a local day: "`open DATE SPANS` wins over `closed` and over the weekday".
    private func spans(of date: CalendarDate) -> [WorkCalendar.DaySpan] {
        if let opened = calendar.opened.first(where: { $0.date == date }) { return opened.spans }
        let (_, month, day) = date.parts
        if calendar.closed.contains(where: { $0.contains(date) }) { return [] }
        if calendar.closedYearly.contains(where: { $0.month == month && $0.day == day }) { return [] }
        return calendar.weekdays[date.weekday]
    }

    /// "a span that thereby becomes empty is empty"
    private func openings(of date: CalendarDate) -> [Opening] {
        spans(of: date).compactMap { span in
            let begin = zone.instant(of: date, secondOfDay: span.from * 60)
            let end = zone.instant(of: date, secondOfDay: span.to * 60)
            return begin < end ? Opening(begin: begin, end: end) : nil
        }.sorted { $0.begin < $1.begin }
    }

    func localDate(_ t: Timestamp) -> CalendarDate { zone.local(t).date }

    func isOpen(at t: Timestamp) -> Bool {
        let today = localDate(t)
        return [today.shifted(-1), today, today.shifted(1)].flatMap(openings(of:)).contains {
            $0.begin <= t && t < $0.end
        }
    }

    /// When it opens next, strictly after t.
    func nextOpening(after t: Timestamp) -> Timestamp? {
        let today = localDate(t)
        return (-1...800).lazy.flatMap { openings(of: today.shifted($0)) }.map(\.begin).first { $0 > t }
    }

    // MARK: Durations

    /// A hundred years in days; "what is not reached within 100 years never comes".
    private static let longest = 36_525

    /// "the first instant t >= a such that C was open for D in [a, t)", of which only what `counts` counts: pieces
    /// [begin, end) of open time in, the pieces of them that count out.
    func after(
        _ a: Timestamp, open span: TimeSpan, until last: Timestamp = .distantFuture,
        counts: (Opening) -> [Opening] = { [$0] }
    ) -> Timestamp {
        if span <= .zero { return a }
        var rest = span
        let first = localDate(a)
        for day in -1...ReferenceCalendar.longest {
            for opening in openings(of: first.shifted(day)) where opening.end > a {
                if opening.begin >= last { return .distantFuture }
                for piece in counts(Opening(begin: max(opening.begin, a), end: opening.end)) {
                    let length = piece.end - piece.begin
                    if length >= rest { return piece.begin + rest }
                    rest = rest - length
                }
            }
        }
        return .distantFuture
    }

    /// "the last instant t <= F such that C is open for D in [t, F)"
    func before(_ f: Timestamp, open span: TimeSpan) -> Timestamp {
        if span <= .zero { return f }
        var rest = span
        let last = localDate(f)
        for day in -1...ReferenceCalendar.longest {
            for opening in openings(of: last.shifted(-day)).reversed() where opening.begin < f {
                let end = min(opening.end, f)
                let length = end - opening.begin
                if length >= rest { return end - rest }
                rest = rest - length
            }
        }
        return .distantFuture
    }

    /// "the end of the last span of the N-th day, after the local day of a, that has an open span"
    func after(_ a: Timestamp, workingDays count: Int) -> Timestamp {
        var rest = count
        for day in 1...ReferenceCalendar.longest {
            let openings = openings(of: localDate(a).shifted(day))
            if openings.isEmpty { continue }
            rest -= 1
            if rest == 0 { return openings.map(\.end).max() ?? .distantFuture }
        }
        return .distantFuture
    }

    /// "the beginning of the first span of the N-th such day before the local day of F"
    func before(_ f: Timestamp, workingDays count: Int) -> Timestamp {
        var rest = count
        for day in 1...ReferenceCalendar.longest {
            let openings = openings(of: localDate(f).shifted(-day))
            if openings.isEmpty { continue }
            rest -= 1
            if rest == 0 { return openings.map(\.begin).min() ?? .distantFuture }
        }
        return .distantFuture
    }
}

extension CalendarDate {
    func shifted(_ days: Int) -> CalendarDate { CalendarDate(days: self.days + Int32(days)) }

    /// Monday is 0; 1970-01-01 was a Thursday.
    var weekday: Int { ((Int(days) + 3) % 7 + 7) % 7 }
}
