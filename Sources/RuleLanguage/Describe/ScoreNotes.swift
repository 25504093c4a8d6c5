import Events

/// The scores and journeys that a rule asks for, a sentence each.
struct ScoreNotes {
    let program: Program
    let rule: Rule

    var notes: [String] {
        var facts: Set<Int> = []
        switch rule.trigger {
        case .event(_, let pattern, _): pattern.collectFacts(into: &facts)
        case .crossing(_, let crossing):
            if let fact = program.facts.firstIndex(where: { $0.source == .score(crossing.score) }) {
                facts.insert(fact)
            }
        case .date(let fact, _, _), .yearly(let fact, _): facts.insert(fact)
        }
        for unless in rule.unless { unless.pattern.collectFacts(into: &facts) }
        for condition in rule.whileConditions { condition.collectFacts(into: &facts) }
        for choice in rule.outreach.priorities { choice.condition.collectFacts(into: &facts) }
        for case .expression(let expression) in rule.say { expression.collectFacts(into: &facts) }
        var notes: [String] = []
        for fact in facts.sorted() {
            let note: String
            switch program.facts[fact].source {
            case .field: continue
            case .score(let score): note = program.description(ofScore: score)
            case .stage(let journey), .stageSince(let journey): note = program.description(ofJourney: journey)
            }
            if !notes.contains(note) { notes.append(note) }
        }
        return notes
    }
}

extension Program {
    /// What a score adds up and how fast it fades, in one sentence.
    package func description(ofScore place: Int) -> String {
        let score = scores[place]
        let phrases = Phrases(program: self, rule: nil)
        let adds = score.adds.map { add in
            let type = add.weights.first?.type
            let weight = add.weights.first.map { phrases.operand($0.expression, ofType: type) } ?? "nothing"
            return "\(weight) for \(phrases.one(add.pattern))"
        }
        let name = phrases.factName(named: score.name)
        return "\(English.sentence(name)) adds up \(English.list(adds, "and")); half of it fades in "
            + "\(English.duration(score.halfLife))."
    }

    /// Which stages a journey has, and what each begins with, in one sentence.
    package func description(ofJourney place: Int) -> String {
        let journey = journeys[place]
        let phrases = Phrases(program: self, rule: nil)
        let stages = journey.stages.map { "\($0.name) (from \(phrases.one($0.pattern)))" }
        return "\(English.sentence(phrases.factName(named: journey.name))) is the latest of "
            + "\(English.list(stages, "and"))."
    }
}
