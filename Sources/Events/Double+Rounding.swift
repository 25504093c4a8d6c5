extension Double {
    /// The nearest number of so many digits behind the point, halves away from zero, never -0; nil if that is not finite.
    package func rounded(toDigits digits: Int) -> Double? {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = (self * scale).rounded(.toNearestOrAwayFromZero) / scale
        if !rounded.isFinite { return nil }
        return rounded == 0 ? 0 : rounded
    }

    /// As a decimal with so many digits behind the point, of a number that was rounded to them: `2.50`.
    package func decimal(digits: Int) -> String {
        let parts = shortestDecimal.split(separator: ".", omittingEmptySubsequences: false)
        if digits == 0 { return String(parts[0]) }
        let fraction = parts.count > 1 ? String(parts[1].prefix(digits)) : ""
        return "\(parts[0]).\(fraction)" + String(repeating: "0", count: digits - fraction.utf8.count)
    }
}
