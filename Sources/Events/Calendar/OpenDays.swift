/// Reads the days of a calendar one after the other, and remembers between which changes of the clock it is.
struct OpenDays {
    let calendar: ZonedCalendar
    /// Days on which the clock of the zone is not changed, nor shortly before, and its offset there.
    private var steady: Range<Int32> = 0..<0
    private var offset: Int64 = 0

    init(_ calendar: ZonedCalendar) { self.calendar = calendar }

    /// The open spans of a day in seconds since 1970, in order, without those that a change of the clock empties.
    mutating func spans(on date: CalendarDate) -> [Range<Int64>] {
        let hours = calendar.hours(on: date)
        if hours.isEmpty { return [] }
        if isSteady(date) {
            let midnight = Int64(date.days) * 86_400 - offset
            return hours.map { midnight + Int64($0.from) * 60..<midnight + Int64($0.to) * 60 }
        }
        let zone = calendar.zone
        let instant = { (minute: Int) in zone.instant(of: date, secondOfDay: minute * 60).seconds }
        return hours.compactMap { span in
            let (start, end) = (instant(span.from), instant(span.to))
            return start < end ? start..<end : nil
        }
    }

    /// How many days from a date on, itself included, have the hours of their weekdays and an unchanged clock.
    mutating func ordinaryDays(from date: CalendarDate) -> Int {
        guard isSteady(date) else { return 0 }
        let differs = calendar.nextDayThatDiffers(from: date)?.days ?? .max
        return Int(min(differs, steady.upperBound)) - Int(date.days)
    }

    private mutating func isSteady(_ date: CalendarDate) -> Bool {
        if steady.contains(date.days) { return true }
        let stretch = calendar.zone.stretch(at: Int64(date.days) * 86_400 + 43_200)
        offset = Int64(stretch.offset)
        // A local time that the clock shows twice is the first, and a clock was never set back by more than a day.
        let first = stretch.from == .min ? Int64(Int32.min) : (stretch.from + offset) / 86_400 + 3
        let end = stretch.until == .max ? Int64(Int32.max) : (stretch.until + offset) / 86_400 - 1
        steady = Int32(clamping: first)..<Int32(clamping: max(first, end))
        return steady.contains(date.days)
    }
}
