import Events

extension Checker {
    /// Scores and journeys whose patterns ask for themselves, over any number of steps.
    mutating func checkCircles() {
        let nodes = program.scores.indices.map { Fact.Source.score($0) } + program.journeys.indices.map { .stage($0) }
        var asked: [Fact.Source: [Fact.Source]] = [:]
        for node in nodes { asked[node] = sources(askedBy: node) }
        for node in nodes {
            guard let way = way(from: node, backThrough: asked) else { continue }
            let name = name(of: node)
            var shown = way.map { self.name(of: $0).text.string }
            if shown.count > 12 { shown = shown.prefix(6) + ["…"] + shown.suffix(2) }
            report(
                .endlessScore, "`\(name.text)` asks for itself", at: name.range,
                help: way.count < 2
                    ? "what adds to it, or begins a stage, may ask for other facts, not for it"
                    : "the way goes round: " + (shown + [name.text.string]).joined(separator: ", "))
        }
    }

    private func name(of node: Fact.Source) -> Name {
        switch node {
        case .score(let score): return declared.scores[score].name
        case .stage(let journey), .stageSince(let journey): return declared.journeys.declarations[journey].name
        case .field: return Name("", SourceRange(file: 0, start: 0, end: 0))
        }
    }

    /// The scores and journeys that the patterns of one ask for, each once.
    private func sources(askedBy node: Fact.Source) -> [Fact.Source] {
        var facts: Set<Int> = []
        switch node {
        case .score(let score): for add in program.scores[score].adds { add.pattern.collectFacts(into: &facts) }
        case .stage(let journey), .stageSince(let journey):
            for stage in program.journeys[journey].stages { stage.pattern.collectFacts(into: &facts) }
        case .field: break
        }
        var sources: [Fact.Source] = []
        for fact in facts.sorted() {
            let source: Fact.Source
            switch program.facts[fact].source {
            case .field: continue
            case .score(let score): source = .score(score)
            case .stage(let journey), .stageSince(let journey): source = .stage(journey)
            }
            if !sources.contains(source) { sources.append(source) }
        }
        return sources
    }

    /// The shortest way from a node back to itself, itself first; nil if there is none.
    private func way(from node: Fact.Source, backThrough asked: [Fact.Source: [Fact.Source]]) -> [Fact.Source]? {
        var ways = [[node]]
        var seen: Set<Fact.Source> = []
        while !ways.isEmpty {
            var longer: [[Fact.Source]] = []
            for way in ways {
                for next in way.last.flatMap({ asked[$0] }) ?? [] {
                    if next == node { return way }
                    if seen.insert(next).inserted { longer.append(way + [next]) }
                }
            }
            ways = longer
        }
        return nil
    }
}
