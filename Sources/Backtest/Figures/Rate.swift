/// A share of some things, and how sure it is.
package struct Rate: Hashable, Sendable {
    /// How many of them.
    package var hits: Int
    /// How many there are.
    package var of: Int
    /// In 0...1, weighted if there are weights; nil where there is nothing to divide by.
    package var share: Double?
    /// How many different customers they are of.
    package var customers: Int
    /// By how many independent observations the interval is computed: the customers; weighted, (Σw)²/Σw² with one w a
    /// customer, the mean of its weights here (L. Kish, "Survey Sampling", Wiley 1965, 11.7: the effective sample size).
    package var n: Double
    /// Wilson's interval at 95 %; nil like the share.
    package var interval: ShareInterval?

    /// Of nothing.
    package static let nothing = Rate(hits: 0, of: 0, share: nil, customers: 0, n: 0, interval: nil)

    package init(hits: Int, of: Int, share: Double?, customers: Int, n: Double, interval: ShareInterval?) {
        self.hits = hits
        self.of = of
        self.share = share
        self.customers = customers
        self.n = n
        self.interval = interval
    }
}
