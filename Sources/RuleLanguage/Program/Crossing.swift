/// A score that goes past a level: the trigger `customer.mood falls below -3`.
package struct Crossing: Hashable, Sendable {
    /// Index in the program.
    package var score: Int
    package var direction: CrossingDirection
    package var level: Double
    package init(score: Int, direction: CrossingDirection, level: Double) {
        self.score = score
        self.direction = direction
        self.level = level
    }

    /// Whether a value, read rounded, is past the level; one that is missing is neither.
    package func isPast(_ value: Double?) -> Bool? {
        guard let value else { return nil }
        switch direction {
        case .fallsBelow: return value < level
        case .risesAbove: return value > level
        }
    }
}
