import Events

/// How values become places along an axis.
package enum Scale: Sendable {
    case linear(ClosedRange<Double>, Unit)
    /// Of values above 0: equal ratios are equally far apart.
    case log(ClosedRange<Double>, Unit)
    /// In seconds since 1970-01-01T00:00:00, local.
    case time(ClosedRange<Double>)
    /// Names side by side: the value of the n-th is n, from 0; its band goes from n - 0.5 to n + 0.5.
    case band([String])

    /// Where a value lies: 0 at the beginning of the axis, 1 at its end.
    func place(of value: Double) -> Double {
        switch self {
        case .linear(let range, _), .time(let range): Scale.share(value, of: range)
        case .log(let range, _):
            Scale.share(
                binaryLogarithm(value), of: binaryLogarithm(range.lowerBound)...binaryLogarithm(range.upperBound))
        case .band(let names): (value + 0.5) / Double(max(1, names.count))
        }
    }

    private static func share(_ value: Double, of range: ClosedRange<Double>) -> Double {
        let width = range.upperBound - range.lowerBound
        return width > 0 ? min(1, max(0, (value - range.lowerBound) / width)) : 0.5
    }

    /// The values that the axis names, in their order.
    var ticks: [Tick] {
        switch self {
        case .linear(let range, let unit): linearTicks(range, unit)
        case .log(let range, let unit): logTicks(range, unit)
        case .time(let range): timeTicks(range)
        case .band(let names): names.enumerated().map { Tick(value: Double($0), label: $1) }
        }
    }
}

/// A value that an axis names.
struct Tick: Equatable {
    var value: Double
    var label: String
}

/// What numbers along an axis count.
package enum Unit: Sendable {
    case count
    /// 0...1.
    case share
    /// Seconds.
    case duration

    func label(_ value: Double) -> String {
        switch self {
        case .count: shown(value)
        case .share: shown(value * 100) + " %"
        case .duration: shown(seconds: value)
        }
    }
}

private func linearTicks(_ range: ClosedRange<Double>, _ unit: Unit) -> [Tick] {
    let step = unit.step(atLeast: (range.upperBound - range.lowerBound) / 6)
    guard step > 0, step.isFinite else { return [] }
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard first <= last else { return [] }
    return (Int(first)...Int(last)).map { Tick(value: Double($0) * step, label: unit.label(Double($0) * step)) }
}

extension Unit {
    /// The smallest step between two ticks that is easy to read and at least so large.
    fileprivate func step(atLeast least: Double) -> Double {
        if self == .duration, let step = Unit.durations.first(where: { $0 >= least }) { return step }
        let floor = self == .count ? max(1, least) : least
        var power = 1.0
        while power < floor { power *= 10 }
        while power / 10 >= floor, power > 1e-6 { power /= 10 }
        return [power / 5, power / 2].first { $0 >= floor && (self != .count || $0 >= 1) } ?? power
    }

    /// Seconds that have a name.
    fileprivate static let durations: [Double] = [
        1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400, 259_200, 604_800, 2_592_000, 7_776_000, 31_536_000,
    ]
}

private func logTicks(_ range: ClosedRange<Double>, _ unit: Unit) -> [Tick] {
    var values = Unit.durations
    if unit != .duration {
        values = [1e-3]
        while let last = values.last, last < range.upperBound { values.append(last * 10) }
    }
    return values.filter(range.contains).map { Tick(value: $0, label: unit.label($0)) }
}

private func timeTicks(_ range: ClosedRange<Double>) -> [Tick] {
    let length = range.upperBound - range.lowerBound
    if let step = [3_600.0, 21_600, 86_400, 604_800].first(where: { length / $0 <= 7 }) {
        // Weeks begin on a Monday; 1970-01-05 was one.
        let origin = step == 604_800 ? 345_600.0 : 0
        let first = Int(((range.lowerBound - origin) / step).rounded(.up))
        let last = Int(((range.upperBound - origin) / step).rounded(.down))
        guard first <= last else { return [] }
        return (first...last).map { place in
            let time = origin + Double(place) * step
            let (date, second) = Timestamp(seconds: Int64(time)).utc
            let hour = step < 86_400 ? " \(second / 3_600):00" : ""
            return Tick(value: time, label: shortLabel(date) + hour)
        }
    }
    return monthTicks(range)
}

/// The first days of months, of every so many that six or so are named.
private func monthTicks(_ range: ClosedRange<Double>) -> [Tick] {
    let months = (range.upperBound - range.lowerBound) / 2_629_746
    let every = [1, 2, 3, 6, 12, 24, 60, 120].first { months / Double($0) <= 5 } ?? 1_200
    let start = Timestamp(seconds: Int64(range.lowerBound)).utc.date.parts
    var month = (start.year * 12 + start.month - 1) / every * every
    var ticks: [Tick] = []
    while let date = CalendarDate(year: month / 12, month: month % 12 + 1, day: 1) {
        let time = Double(date.days) * 86_400
        if time > range.upperBound { break }
        if time >= range.lowerBound { ticks.append(Tick(value: time, label: monthLabel(date))) }
        month += every
    }
    return ticks
}

private func shortLabel(_ date: CalendarDate) -> String { "\(date.parts.day) \(monthNames[date.parts.month - 1])" }

private func monthLabel(_ date: CalendarDate) -> String {
    let (year, month, _) = date.parts
    return "\(monthNames[month - 1]) \(year)"
}

private let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/// log2 of a number above 0 to 24 binary digits behind the point, which is more than a screen shows; of others that of the
/// least. Digit by digit, by squaring (Majithia and Levan, "A note on base-2 logarithm computations", 1973), so that it is
/// the same number everywhere.
func binaryLogarithm(_ value: Double) -> Double {
    let value = max(value, .leastNormalMagnitude)
    var result = Double(value.exponent)
    var rest = value.significand
    var digit = 0.5
    for _ in 0..<24 {
        rest *= rest
        if rest >= 2 {
            rest /= 2
            result += digit
        }
        digit /= 2
    }
    return result
}
