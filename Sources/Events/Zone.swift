/// A time zone as a value: its offsets from UTC over all time.
package struct Zone: Sendable {
    /// As in `Europe/London`.
    package let name: Text

    /// The changes that are listed, in the order of time.
    private let changes: [ZoneChange]
    /// The offset before the first of them.
    private let firstOffset: Int
    /// What holds after the last of them; nil if its offset stays.
    private let rule: ZoneRule?

    /// Coordinated universal time.
    package static let utc = Zone(name: "UTC", changes: [], firstOffset: 0, rule: nil)

    init(name: Text, changes: [ZoneChange], firstOffset: Int, rule: ZoneRule?) {
        self.name = name
        self.changes = changes
        self.firstOffset = firstOffset
        self.rule = rule
    }

    /// Seconds to add to UTC for local time at an instant.
    package func offset(at instant: Timestamp) -> Int {
        let second = instant.seconds
        guard let last = changes.last else { return rule?.offset(at: second) ?? firstOffset }
        if second >= last.instant { return rule?.offset(at: second) ?? last.offset }
        let index = firstChange(after: second)
        return index == 0 ? firstOffset : changes[index - 1].offset
    }

    /// The offset at a second since 1970, and from which second and until which (without it) it is unchanged.
    func stretch(at second: Int64) -> (offset: Int, from: Int64, until: Int64) {
        let offset = self.offset(at: Timestamp(seconds: second))
        let listed = firstChange(after: second)
        var from = listed == 0 ? Int64.min : changes[listed - 1].instant
        if listed < changes.count { return (offset, from, changes[listed].instant) }
        var until = Int64.max
        for change in rule?.changes(around: second) ?? [] {
            if change.instant <= second { from = max(from, change.instant) } else { until = min(until, change.instant) }
        }
        return (offset, from, until)
    }

    /// The instant of a local time. One that does not exist is the first instant after it; one that exists twice
    /// is the first.
    package func instant(of date: CalendarDate, secondOfDay: Int) -> Timestamp {
        let local = Int64(date.days) * 86_400 + Int64(secondOfDay)
        // No zone has ever been further from UTC, or moved further, than two days.
        var start = local - 2 * 86_400
        var offset = self.offset(at: Timestamp(seconds: start))
        for change in changesBetween(start, local + 2 * 86_400) {
            let instant = local - Int64(offset)
            if instant >= start, instant < change.instant { return Timestamp(seconds: instant) }
            // Before this change the clock had not got so far, after it the clock is past it.
            if instant >= change.instant, local < change.instant + Int64(change.offset) {
                return Timestamp(seconds: change.instant)
            }
            start = change.instant
            offset = change.offset
        }
        return Timestamp(seconds: local - Int64(offset))
    }

    /// The local date and second of the day at an instant.
    package func local(_ instant: Timestamp) -> (date: CalendarDate, secondOfDay: Int) {
        let utc = (instant + TimeSpan(seconds: Int64(offset(at: instant)))).utc
        return (utc.date, utc.second)
    }

    /// The changes after `start` and up to `end`, both in seconds since 1970, in the order of time.
    private func changesBetween(_ start: Int64, _ end: Int64) -> [ZoneChange] {
        var result: [ZoneChange] = []
        var index = firstChange(after: start)
        while index < changes.count, changes[index].instant <= end {
            result.append(changes[index])
            index += 1
        }
        if let rule, end > (changes.last?.instant ?? .min) {
            let listed = changes.last?.instant ?? .min
            result += rule.changes(around: start).filter { $0.instant > max(start, listed) && $0.instant <= end }
        }
        return result
    }

    /// The index of the first listed change later than a second.
    private func firstChange(after second: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].instant <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
