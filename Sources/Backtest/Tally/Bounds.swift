import Events

/// The stretches of time that a back-test counts over: the whole, and its halves.
struct Bounds {
    /// Nil: everything is counted.
    let from: Timestamp?
    let begin: Timestamp
    let split: Timestamp
    let end: Timestamp
    let zone: Zone
    /// For each period the calendar days that it touches, by number; the first half ends before the split.
    let days: [Range<Int>]

    /// - Parameter first: when the first event of all happened.
    init(_ settings: BacktestSettings, first: Timestamp, end: Timestamp, zone: Zone) {
        from = settings.from
        begin = settings.from ?? first
        self.end = end
        self.zone = zone
        let length = end - begin
        split = settings.split ?? begin + (length.divided(by: 2) ?? .zero)
        func day(_ t: Timestamp) -> Int { Int(zone.local(t).date.days) }
        func days(_ from: Timestamp, _ to: Timestamp) -> Range<Int> { from > to ? 0..<0 : day(from)..<(day(to) + 1) }
        let beforeSplit = split - TimeSpan(seconds: 0, nanoseconds: 1)
        self.days = [days(begin, end), days(begin, min(beforeSplit, end)), days(max(split, begin), end)]
    }

    /// The whole, and the first and the second half.
    static let periods = 3

    func half(of t: Timestamp) -> Int { t < split ? 1 : 2 }

    func isCounted(_ t: Timestamp) -> Bool { from.map { $0 <= t } ?? true }

    /// From when to when a period goes.
    func span(of period: Int) -> (from: Timestamp, to: Timestamp) {
        switch period {
        case 1: return (begin, split)
        case 2: return (split, end)
        default: return (begin, end)
        }
    }

    /// The place of an instant's day among those of the whole.
    func day(of t: Timestamp) -> Int? {
        let day = Int(zone.local(t).date.days)
        return days[0].contains(day) ? day - days[0].lowerBound : nil
    }
}
