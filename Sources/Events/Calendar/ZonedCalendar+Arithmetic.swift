/// Open time, forward and back. It goes day by day, but over whole weeks at once where nothing differs, and over long
/// closures at once.
extension ZonedCalendar {
    /// What is not reached within this time never comes: 100 years of 365.25 days.
    package static let horizon = TimeSpan.days(36_525)

    /// The first instant from `start` on such that so much open time lies between; `start` itself for none. What is used
    /// up at closing time ends at the closing. `Timestamp.distantFuture` if it is not reached within `horizon`.
    package func after(_ start: Timestamp, open span: TimeSpan) -> Timestamp {
        guard span > .zero else { return start }
        guard Self.isInReach(start) else { return .distantFuture }
        switch walk(from: start, to: start + Self.horizon, wanted: span) {
        case .reached(let instant): return instant
        case .ended: return .distantFuture
        }
    }

    /// The last instant up to `end` such that so much open time lies between; `end` itself for none.
    /// `Timestamp.distantFuture`, which never comes, if it is not reached within `horizon`.
    package func before(_ end: Timestamp, open span: TimeSpan) -> Timestamp {
        guard span > .zero else { return end }
        guard Self.isInReach(end) else { return .distantFuture }
        let earliest = end - Self.horizon
        let lastDay = zone.local(earliest).date.days
        var days = OpenDays(self)
        var left = span
        // The clock may have been past midnight before it was set back to this day.
        var date = CalendarDate(days: zone.local(end).date.days + 1)
        while date.days >= lastDay {
            if let last = endOfClosure(from: date, forward: false) {
                date = CalendarDate(days: last.days - 1)
                continue
            }
            if let weeks = ordinaryWeeks(endingOn: date, before: end, downTo: lastDay, left, &days) {
                left = left - TimeSpan(seconds: Int64(weeks) * secondsOfWeek)
                date = CalendarDate(days: date.days - Int32(weeks) * 7)
                continue
            }
            for open in days.spans(on: date).reversed() {
                let (from, to) = (Timestamp(seconds: open.lowerBound), min(Timestamp(seconds: open.upperBound), end))
                guard from < to else { continue }
                if left <= to - from {
                    let instant = to - left
                    return instant >= earliest ? instant : .distantFuture
                }
                left = left - (to - from)
            }
            date = CalendarDate(days: date.days - 1)
        }
        return .distantFuture
    }

    /// How long it is open from one instant to another.
    package func openTime(from start: Timestamp, to end: Timestamp) -> TimeSpan {
        guard start < end, Self.isInReach(start), Self.isInReach(end) else { return .zero }
        switch walk(from: start, to: end, wanted: nil) {
        case .reached: return .zero
        case .ended(let open): return open
        }
    }

    /// Whether it is open at an instant.
    package func isOpen(at instant: Timestamp) -> Bool { nextOpening(from: instant) == instant }

    /// The first instant from `start` on at which it is open; nil if that is not within `horizon`.
    package func nextOpening(from start: Timestamp) -> Timestamp? {
        // A nanosecond of open time ends a nanosecond after the instant at which it begins.
        let tick = TimeSpan(seconds: 0, nanoseconds: 1)
        let reached = after(start, open: tick)
        return reached == .distantFuture ? nil : reached - tick
    }

    /// No calendar and no clock gets beyond it.
    private static func isInReach(_ instant: Timestamp) -> Bool { abs(instant.seconds / 86_400) < 4_000_000 }

    private enum Walk {
        case reached(Timestamp)
        /// The end of the way, and the open time on it.
        case ended(TimeSpan)
    }

    /// - Parameter wanted: more than zero; nil: all of it is counted.
    private func walk(from start: Timestamp, to end: Timestamp, wanted: TimeSpan?) -> Walk {
        var days = OpenDays(self)
        var open = TimeSpan.zero
        var date = zone.local(start).date
        // The clock may have been past midnight before it was set back to this day.
        let lastDay = zone.local(end).date.days + 1
        while date.days <= lastDay {
            if let last = endOfClosure(from: date, forward: true) {
                date = CalendarDate(days: last.days + 1)
                continue
            }
            if let weeks = ordinaryWeeks(from: date, after: start, upTo: lastDay - 2, wanted.map { $0 - open }, &days) {
                open = open + TimeSpan(seconds: Int64(weeks) * secondsOfWeek)
                date = CalendarDate(days: date.days + Int32(weeks) * 7)
                continue
            }
            for span in days.spans(on: date) {
                let from = max(Timestamp(seconds: span.lowerBound), start)
                let to = min(Timestamp(seconds: span.upperBound), end)
                guard from < to else { continue }
                if let wanted, wanted - open <= to - from { return .reached(from + (wanted - open)) }
                open = open + (to - from)
            }
            date = CalendarDate(days: date.days + 1)
        }
        return .ended(open)
    }

    /// How many whole weeks from a date on may be gone over at once, so that some of what is left is found behind them;
    /// nil if none may.
    private func ordinaryWeeks(
        from date: CalendarDate, after start: Timestamp, upTo lastDay: Int32, _ left: TimeSpan?, _ days: inout OpenDays
    ) -> Int? {
        let most = left.map { weeks(within: $0) } ?? .max
        guard most > 0, Int(lastDay) - Int(date.days) >= 7, date > zone.local(start).date else { return nil }
        let count = min(most, min(days.ordinaryDays(from: date), Int(lastDay) - Int(date.days)) / 7)
        return count > 0 ? count : nil
    }

    /// The same backward: whole weeks that end on a date, itself included.
    private func ordinaryWeeks(
        endingOn date: CalendarDate, before end: Timestamp, downTo firstDay: Int32, _ left: TimeSpan,
        _ days: inout OpenDays
    ) -> Int? {
        let most = weeks(within: left)
        guard most > 0, date < zone.local(end).date else { return nil }
        // Looked for from the far end, in steps that halve, since only forward the next day that differs is known.
        var count = min(most, (Int(date.days) - Int(firstDay)) / 7, 52)
        while count > 0 {
            let first = CalendarDate(days: date.days - Int32(count) * 7 + 1)
            if days.ordinaryDays(from: first) >= count * 7 { return count }
            count /= 2
        }
        return nil
    }

    /// How many whole weeks are less than an open time.
    private func weeks(within span: TimeSpan) -> Int {
        guard secondsOfWeek > 0 else { return 0 }
        return Int((span.seconds - (span.nanoseconds > 0 ? 0 : 1)) / secondsOfWeek)
    }
}

/// Working days: those that have an open span.
extension ZonedCalendar {
    /// The end of the last span of the `count`-th working day after the local day of an instant.
    /// `Timestamp.distantFuture` if there is none within `horizon`.
    package func after(_ start: Timestamp, workingDays count: Int) -> Timestamp {
        guard Self.isInReach(start) else { return .distantFuture }
        let latest = start + Self.horizon
        var days = OpenDays(self)
        var left = count
        var date = zone.local(start).date
        let lastDay = zone.local(latest).date
        while date < lastDay {
            date = CalendarDate(days: date.days + 1)
            if let last = endOfClosure(from: date, forward: true) {
                date = last
                continue
            }
            guard let span = days.spans(on: date).last else { continue }
            left -= 1
            if left == 0 {
                let end = Timestamp(seconds: span.upperBound)
                return end <= latest ? end : .distantFuture
            }
        }
        return .distantFuture
    }

    /// The beginning of the first span of the `count`-th working day before the local day of an instant.
    /// `Timestamp.distantFuture`, which never comes, if there is none within `horizon`.
    package func before(_ end: Timestamp, workingDays count: Int) -> Timestamp {
        guard Self.isInReach(end) else { return .distantFuture }
        let earliest = end - Self.horizon
        var days = OpenDays(self)
        var left = count
        var date = zone.local(end).date
        let firstDay = zone.local(earliest).date
        while date > firstDay {
            date = CalendarDate(days: date.days - 1)
            if let last = endOfClosure(from: date, forward: false) {
                date = last
                continue
            }
            guard let span = days.spans(on: date).first else { continue }
            left -= 1
            if left == 0 {
                let start = Timestamp(seconds: span.lowerBound)
                return start >= earliest ? start : .distantFuture
            }
        }
        return .distantFuture
    }
}
