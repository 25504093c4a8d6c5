import Events

extension Program {
    /// The places of the scores, each behind those that its patterns ask for, directly or through journeys.
    package var scoresInOrder: [Int] {
        var order: [Int] = []
        var seen: Set<Fact.Source> = []
        func follow(_ source: Fact.Source) {
            guard seen.insert(source).inserted else { return }
            var facts: Set<Int> = []
            switch source {
            case .score(let score): for add in scores[score].adds { add.pattern.collectFacts(into: &facts) }
            case .stage(let journey), .stageSince(let journey):
                for stage in journeys[journey].stages { stage.pattern.collectFacts(into: &facts) }
            case .field: break
            }
            for fact in facts.sorted() { follow(self.facts[fact].source) }
            if case .score(let score) = source { order.append(score) }
        }
        for score in scores.indices { follow(.score(score)) }
        return order
    }
}
