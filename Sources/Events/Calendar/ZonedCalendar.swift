/// A calendar in its zone: on which days it is open, and from which instant to which.
package struct ZonedCalendar: Sendable {
    package let zone: Zone
    /// Monday first.
    private let weekdays: [[WorkCalendar.DaySpan]]
    /// In order, apart from one another.
    private let closed: [ClosedRange<CalendarDate>]
    /// In the order of the year.
    private let closedYearly: [WorkCalendar.MonthDay]
    private let opened: [CalendarDate: [WorkCalendar.DaySpan]]
    /// The keys of `opened`, in order.
    private let openedDates: [CalendarDate]
    /// Open seconds of seven days in a row on which no clock is changed and nothing differs.
    let secondsOfWeek: Int64

    static let alwaysClosed = ZonedCalendar(WorkCalendar(name: "", weekdays: []), zone: .utc)

    package init(_ calendar: WorkCalendar, zone: Zone) {
        self.zone = zone
        weekdays = (0..<7).map { calendar.weekdays.indices.contains($0) ? calendar.weekdays[$0] : [] }
        closed = Self.apart(calendar.closed)
        closedYearly = calendar.closedYearly.sorted { ($0.month, $0.day) < ($1.month, $1.day) }
        opened = Dictionary(calendar.opened.map { ($0.date, $0.spans) }) { first, _ in first }
        openedDates = opened.keys.sorted()
        secondsOfWeek = weekdays.joined().reduce(0) { $0 + Int64($1.to - $1.from) * 60 }
    }

    /// The same days as ranges in order, of which no two overlap.
    private static func apart(_ ranges: [ClosedRange<CalendarDate>]) -> [ClosedRange<CalendarDate>] {
        var result: [ClosedRange<CalendarDate>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// The hours of a day as they are written, in order; none of a closed day.
    package func hours(on date: CalendarDate) -> [WorkCalendar.DaySpan] {
        if let hours = opened[date] { return hours }
        if closedRange(endingFrom: date).map({ $0.lowerBound <= date }) ?? false { return [] }
        if !closedYearly.isEmpty {
            let (_, month, day) = date.parts
            if closedYearly.contains(WorkCalendar.MonthDay(month: month, day: day)) { return [] }
        }
        return weekdays[date.weekday]
    }

    /// The first instant of a day here.
    package func start(of date: CalendarDate) -> Timestamp { zone.instant(of: date, secondOfDay: 0) }

    // MARK: Days that differ

    /// The first range of closed days that ends at a date or later.
    private func closedRange(endingFrom date: CalendarDate) -> ClosedRange<CalendarDate>? {
        let place = firstIndex(closed.count) { closed[$0].upperBound >= date }
        return place < closed.count ? closed[place] : nil
    }

    /// Within a range of closed days the last of them that is closed in a row with a date, going forward or back; nil if
    /// the date is in none, or is opened.
    func endOfClosure(from date: CalendarDate, forward: Bool) -> CalendarDate? {
        guard opened[date] == nil, let range = closedRange(endingFrom: date), range.lowerBound <= date else {
            return nil
        }
        let next = firstIndex(openedDates.count) { openedDates[$0] > date }
        if forward {
            guard next < openedDates.count else { return range.upperBound }
            return min(range.upperBound, CalendarDate(days: openedDates[next].days - 1))
        }
        guard next > 0 else { return range.lowerBound }
        return max(range.lowerBound, CalendarDate(days: openedDates[next - 1].days + 1))
    }

    /// The first day from a date on whose hours may be other than those of its weekday; nil if there is none.
    func nextDayThatDiffers(from date: CalendarDate) -> CalendarDate? {
        var nearest: CalendarDate?
        let place = firstIndex(openedDates.count) { openedDates[$0] >= date }
        if place < openedDates.count { nearest = openedDates[place] }
        if let range = closedRange(endingFrom: date) { nearest = earlier(nearest, max(range.lowerBound, date)) }
        guard !closedYearly.isEmpty else { return nearest }
        let (year, month, day) = date.parts
        let inYear = firstIndex(closedYearly.count) { (closedYearly[$0].month, closedYearly[$0].day) >= (month, day) }
        // 29 February may be missing in seven years: then a day that is said to differ does not, which harms nothing.
        let yearly =
            inYear < closedYearly.count
            ? firstDay(year, closedYearly[inYear]) : firstDay(year + 1, closedYearly[0])
        return earlier(nearest, yearly)
    }

    private func firstDay(_ year: Int, _ day: WorkCalendar.MonthDay) -> CalendarDate {
        let length = CalendarDate.length(ofMonth: day.month, year: year)
        return CalendarDate(validYear: year, month: day.month, day: min(day.day, length))
    }

    private func earlier(_ a: CalendarDate?, _ b: CalendarDate) -> CalendarDate { a.map { min($0, b) } ?? b }

    /// The first of so many places at which something is so that stays so.
    private func firstIndex(_ count: Int, _ holds: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension CalendarDate {
    /// Monday is 0.
    package var weekday: Int {
        // 1970-01-01 was a Thursday.
        let place = (Int(days) + 3) % 7
        return place < 0 ? place + 7 : place
    }
}
