/// Lets so many entries of a kind through in each span of time, and counts the rest. journald has a limit of its own, and
/// does not say in its entries what it dropped; ours is below it, and says so.
///
/// A plain value: the time is handed in.
struct RateLimit {
    /// Entries of one kind in one span.
    let burst: Int
    /// In seconds.
    let span: Double

    private var kinds: [String: (began: Double, passed: Int, held: Int)] = [:]

    init(burst: Int, span: Double) {
        self.burst = burst
        self.span = span
    }

    /// What is to be done with an entry.
    enum Verdict: Equatable {
        case pass
        /// It is the first that is held back: `overdue` has it after the span.
        case holdFirst
        case hold
    }

    mutating func verdict(on kind: String, at now: Double) -> Verdict {
        var state = kinds[kind] ?? (began: now, passed: 0, held: 0)
        // What was held back is told before the count begins anew.
        if now - state.began >= span, state.held == 0 { state = (began: now, passed: 0, held: 0) }
        defer { kinds[kind] = state }
        if state.passed < burst {
            state.passed += 1
            return .pass
        }
        state.held += 1
        return state.held == 1 ? .holdFirst : .hold
    }

    /// The kinds whose span is over and of which entries were held back, with how many; they begin anew.
    mutating func overdue(at now: Double) -> [(kind: String, held: Int)] {
        var result: [(kind: String, held: Int)] = []
        for (kind, state) in kinds.sorted(by: { $0.key < $1.key }) where now - state.began >= span {
            if state.held > 0 { result.append((kind, state.held)) }
            kinds[kind] = nil
        }
        return result
    }
}
