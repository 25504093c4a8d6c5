/// How much work a rule, and all of them, may still cause: defines and window functions in each other can grow without
/// bound.
struct Work {
    /// For one rule, counted in parts of expressions once its defines are written out.
    static let ofRule = 200_000
    /// For all rules together.
    static let ofProgram = 4_000_000
    /// How many patterns and expressions may stand in one another, so that whoever walks through them needs no more than
    /// an ordinary stack.
    static let deepest = 300

    /// What is left for the rule in work.
    private(set) var left = Work.ofRule
    private var leftOfProgram = Work.ofProgram - Work.ofRule
    /// How deep the part in work is, and the deepest since this was set.
    var depth = 0
    var deepest = 0
    /// Whether the rule in work went too deep somewhere.
    private(set) var isTooDeep = false

    /// Whether the rule in work has used up what it may.
    var isSpent: Bool { left <= 0 }
    /// Whether all of them have.
    var isProgramSpent: Bool { leftOfProgram <= 0 }

    /// The next rule, which may use what the last one left.
    mutating func begin() {
        leftOfProgram += max(0, left)
        left = min(Work.ofRule, max(0, leftOfProgram))
        leftOfProgram -= left
        isTooDeep = false
    }

    /// Counts some more steps, the deepest of which lies `deeper` below the part in work.
    /// - Returns: false if that is too much.
    mutating func spend(_ steps: Int, deeper: Int) -> Bool {
        left -= steps
        deepest = max(deepest, depth + deeper)
        if depth + deeper >= Work.deepest { isTooDeep = true }
        return left > 0 && depth + deeper < Work.deepest
    }
}
