import Backtest

/// How far the shares of two independent groups lie apart.
package struct Difference: Hashable, Sendable {
    /// The first share less the second, in -1...1.
    package var value: Double
    package var low: Double
    package var high: Double

    /// Whether the interval leaves no difference out.
    package var isSure: Bool { low > 0 || high < 0 }

    /// Newcombe's hybrid score interval at 95 %, without continuity correction.
    ///
    /// R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
    /// methods", Statistics in Medicine 17 (1998), 873–890, method 10: with the Wilson intervals l₁…u₁ of p₁ and l₂…u₂ of p₂,
    ///
    ///     p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²)  …  p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²)
    ///
    /// It holds for one look: who looks every day until it leaves out 0 finds a difference sooner or later where there is
    /// none.
    /// - Parameters: each the hits of a group and how many it has, at least one.
    package init(newcombe first: (hits: Int, of: Int), _ second: (hits: Int, of: Int)) {
        let p = (Double(first.hits) / Double(first.of), Double(second.hits) / Double(second.of))
        let a = ShareInterval(wilson: p.0, of: Double(first.of))
        let b = ShareInterval(wilson: p.1, of: Double(second.of))
        func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
        value = p.0 - p.1
        low = value - length(p.0 - a.low, b.high - p.1)
        high = value + length(a.high - p.0, p.1 - b.low)
    }
}

extension Rate {
    /// A share of tasks of so many customers, each of whom counts as one observation.
    init(hits: Int, of: Int, customers: Int) {
        let share = of > 0 ? Double(hits) / Double(of) : nil
        self.init(
            hits: hits, of: of, share: share, customers: customers, n: Double(customers),
            interval: share.map { ShareInterval(wilson: $0, of: Double(customers)) })
    }
}
