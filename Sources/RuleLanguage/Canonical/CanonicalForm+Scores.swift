import Events

/// Scores and journeys, each on a line.
extension CanonicalForm {
    mutating func score(_ score: Score) {
        word("score ")
        name(score.name)
        space()
        span(score.halfLife)
        for add in score.adds {
            word(" (add")
            for weight in add.weights {
                word(" (of ")
                type(weight.type)
                space()
                expression(weight.expression, onType: weight.type)
                close()
            }
            pattern(add.pattern)
            close()
        }
        endLine()
    }

    mutating func journey(_ journey: Journey) {
        word("journey ")
        name(journey.name)
        switch journey.owner {
        case .customer: word(" (of-customer)")
        case .key(let key):
            word(" (of-key ")
            name(key)
            close()
        }
        for stage in journey.stages {
            word(" (stage ")
            name(stage.name)
            pattern(stage.pattern)
            close()
        }
        endLine()
    }
}

extension CrossingDirection {
    var canonicalWord: StaticString {
        switch self {
        case .fallsBelow: return " falls-below "
        case .risesAbove: return " rises-above "
        }
    }
}
