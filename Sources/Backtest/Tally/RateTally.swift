/// How many are hit, and their weight.
struct HitTally {
    var count = 0
    var weight = 0.0

    mutating func add(weight: Double) {
        count += 1
        self.weight += weight
    }

    mutating func add(_ other: HitTally) {
        count += other.count
        weight += other.weight
    }
}

/// What one customer brings to a share.
struct Shot {
    var of = HitTally()
    var hits = HitTally()

    mutating func add(isHit: Bool, weight: Double) {
        of.add(weight: weight)
        if isHit { hits.add(weight: weight) }
    }
}

/// What one customer brings to a share, for the whole and for each half.
typealias Shots = InlineArray<3, Shot>

/// A share being counted, customer by customer.
struct RateTally {
    private(set) var of = HitTally()
    private var hits = HitTally()
    private var customers = 0
    /// Of the means of the customers' weights.
    private var sum = 0.0
    private var sumOfSquares = 0.0

    /// All that one customer has.
    mutating func add(_ shot: Shot) {
        if shot.of.count == 0 { return }
        of.add(shot.of)
        hits.add(shot.hits)
        customers += 1
        let mean = shot.of.weight / Double(shot.of.count)
        sum += mean
        sumOfSquares += mean * mean
    }

    /// What was counted of other customers.
    mutating func add(_ other: RateTally) {
        of.add(other.of)
        hits.add(other.hits)
        customers += other.customers
        sum += other.sum
        sumOfSquares += other.sumOfSquares
    }

    /// The same things, of which others are hit.
    func hit(_ hits: HitTally) -> RateTally {
        var other = self
        other.hits = hits
        return other
    }

    func rate(isWeighted: Bool) -> Rate {
        let n = isWeighted ? (sumOfSquares > 0 ? sum * sum / sumOfSquares : 0) : Double(customers)
        guard of.count > 0, n > 0, !isWeighted || of.weight > 0 else {
            return Rate(hits: hits.count, of: of.count, share: nil, customers: customers, n: n, interval: nil)
        }
        let share = isWeighted ? min(1, hits.weight / of.weight) : Double(hits.count) / Double(of.count)
        return Rate(
            hits: hits.count, of: of.count, share: share, customers: customers, n: n,
            interval: ShareInterval(wilson: share, of: n))
    }
}
