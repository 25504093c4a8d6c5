/// An interval for a share.
package struct ShareInterval: Hashable, Sendable {
    /// In 0...1.
    package var low: Double
    package var high: Double

    /// The Wilson score interval at 95 %, without continuity correction.
    ///
    /// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    /// Statistical Association 22 (1927), 209–212: with z = 1.959963984540054,
    ///
    ///     (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n)
    ///
    /// - Parameters:
    ///   - share: p, in 0...1.
    ///   - n: how many independent observations there are, over 0; need not be whole.
    package init(wilson share: Double, of n: Double) {
        let z = 1.959963984540054
        let square = z * z
        let middle = share + square / (2 * n)
        let reach = z * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
        let scale = 1 + square / n
        low = share == 0 ? 0 : max(0, (middle - reach) / scale)
        high = share == 1 ? 1 : min(1, (middle + reach) / scale)
    }
}
