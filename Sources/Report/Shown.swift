package import Events

/// A number as people read it: three digits that count, and no more behind the point than it needs.
package func shown(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    let size = abs(number)
    let digits = size >= 100 || number == number.rounded() ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
    return (number.rounded(toDigits: digits) ?? number).shortestDecimal
}

/// A share of 0...1 in percent, to a tenth; `–` if there is none.
package func shown(share: Double?) -> String {
    guard let share, let percent = (share * 100).rounded(toDigits: 1) else { return "–" }
    return percent.shortestDecimal + " %"
}

/// A duration in its two largest units: `2d 3h`, `45min`, `12s`; `–` if there is none.
package func shown(seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, abs(seconds) < 1e15 else { return "–" }
    if seconds < 0 { return "-" + shown(seconds: -seconds) }
    var rest = Int64(seconds.rounded())
    var parts: [String] = []
    for (size, name) in [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")] as [(Int64, String)] {
        let count = rest / size
        rest %= size
        if count > 0 { parts.append("\(count)\(name)") }
        // What follows the largest unit is said, or left out if it is 0.
        if parts.count == 2 || (parts.count == 1 && count == 0) { break }
    }
    return parts.isEmpty ? "0s" : parts.joined(separator: " ")
}

/// A duration in its two largest units.
package func shown(_ span: TimeSpan?) -> String { shown(seconds: span?.inSeconds) }

extension TimeSpan {
    /// As a number of seconds, with its fraction.
    package var inSeconds: Double { Double(seconds) + Double(nanoseconds) / 1e9 }
}
