/// What one customer brings to a share.
struct Shot {
    var of = 0
    var hits = 0
    var weight = 0.0
    var hitWeight = 0.0

    mutating func add(isHit: Bool, weight: Double) {
        of += 1
        self.weight += weight
        if isHit {
            hits += 1
            hitWeight += weight
        }
    }
}

/// A share being counted, customer by customer.
struct RateTally {
    private(set) var of = 0
    private(set) var hits = 0
    private(set) var weight = 0.0
    private(set) var hitWeight = 0.0
    private(set) var customers = 0
    /// Of the means of the customers' weights.
    private var sum = 0.0
    private var sumOfSquares = 0.0

    /// All that one customer has.
    mutating func add(_ shot: Shot) {
        if shot.of == 0 { return }
        of += shot.of
        hits += shot.hits
        weight += shot.weight
        hitWeight += shot.hitWeight
        customers += 1
        let mean = shot.weight / Double(shot.of)
        sum += mean
        sumOfSquares += mean * mean
    }

    /// The same things, of which others are hit.
    func hit(_ hits: Int, weight: Double) -> RateTally {
        var other = self
        other.hits = hits
        other.hitWeight = weight
        return other
    }

    func rate(isWeighted: Bool) -> Rate {
        let n = isWeighted ? (sumOfSquares > 0 ? sum * sum / sumOfSquares : 0) : Double(customers)
        guard of > 0, n > 0, !isWeighted || weight > 0 else {
            return Rate(hits: hits, of: of, share: nil, customers: customers, n: n, interval: nil)
        }
        let share = isWeighted ? min(1, hitWeight / weight) : Double(hits) / Double(of)
        return Rate(
            hits: hits, of: of, share: share, customers: customers, n: n,
            interval: ShareInterval(wilson: share, of: n))
    }
}
