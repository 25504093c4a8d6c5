import Events
import RuleLanguage

/// A score as the fold asks for it, shared instead of copied.
final class ScorePlan: Sendable {
    /// One `add`, for events of one type.
    struct Line: Sendable {
        let pattern: Pattern
        let weight: Expression
    }

    let halfLife: TimeSpan
    /// The same in seconds.
    let halfLifeSeconds: Double
    /// For each event type, what may add, in the order of the lines.
    let lines: [[Line]]

    init(_ score: Score, types: Int) {
        halfLife = score.halfLife
        halfLifeSeconds = score.halfLife.fractionalSeconds
        var lines = [[Line]](repeating: [], count: types)
        for add in score.adds {
            for weight in add.weights {
                let alternatives = add.pattern.alternatives.filter { $0.type == weight.type }
                if alternatives.isEmpty { continue }
                lines[weight.type].append(
                    Line(pattern: Pattern(alternatives: alternatives), weight: weight.expression))
            }
        }
        self.lines = lines
    }

    /// What is left of a value after a time.
    func faded(_ value: Double, from start: Timestamp, to t: Timestamp) -> Double {
        if start == t { return value }
        return value * expTwo(-((t - start).fractionalSeconds / halfLifeSeconds))
    }
}

extension TimeSpan {
    fileprivate var fractionalSeconds: Double {
        nanoseconds == 0 ? Double(seconds) : Double(seconds) + Double(nanoseconds) / 1_000_000_000
    }
}

extension Double {
    /// As a score is read: to hundredths, halves away from zero; nil if it is not finite.
    package var readAsScore: Double? {
        let rounded = (self * 100).rounded(.toNearestOrAwayFromZero) / 100
        guard rounded.isFinite else { return nil }
        return rounded == 0 ? 0 : rounded
    }
}
