import Engine
import Events
import RuleLanguage

/// How far keys came on each journey, being counted.
struct JourneyTally {
    private struct Stage {
        var reached = 0
        var fromBefore: [TimeSpan] = []
        var now: [TimeSpan] = []
    }

    /// One key on its way.
    private struct Way {
        /// For each stage the time of the first event of the first stay there.
        var firsts: [Timestamp?]
        var stage: Int
        var since: Timestamp
    }

    private let names: [(journey: Text, stages: [Text])]
    private var stages: [[Stage]]

    init(_ program: Program) {
        names = program.journeys.map { ($0.name, $0.stages.map(\.name)) }
        stages = program.journeys.map { Array(repeating: Stage(), count: $0.stages.count) }
    }

    /// All events of a customer.
    mutating func take(_ view: CustomerView, _ lens: Lens, _ bounds: Bounds) {
        if names.isEmpty { return }
        var ways: [[Value?: Way]] = Array(repeating: [:], count: names.count)
        for place in 0..<view.eventCount {
            let event = view.event(place)
            for journey in lens.journeys[event.type] {
                guard let (name, key) = view.stage(begunBy: place, of: journey),
                    let stage = names[journey].stages.firstIndex(of: name)
                else { continue }
                var way =
                    ways[journey][key]
                    ?? Way(firsts: Array(repeating: nil, count: stages[journey].count), stage: -1, since: event.time)
                way.firsts[stage] = way.firsts[stage] ?? event.time
                if way.stage != stage { (way.stage, way.since) = (stage, event.time) }
                ways[journey][key] = way
            }
        }
        for (journey, ways) in ways.enumerated() { for way in ways.values { add(way, journey, bounds) } }
    }

    private mutating func add(_ way: Way, _ journey: Int, _ bounds: Bounds) {
        for stage in stages[journey].indices {
            guard let first = way.firsts[stage], bounds.isCounted(first) else { continue }
            stages[journey][stage].reached += 1
            if stage > 0, let before = way.firsts[stage - 1] {
                stages[journey][stage].fromBefore.append(first - before)
            }
        }
        stages[journey][way.stage].now.append(bounds.end - way.since)
    }

    var figures: [JourneyFigures] {
        zip(names, stages).map { names, stages in
            JourneyFigures(
                name: names.journey,
                stages: zip(names.stages, stages).map { name, stage in
                    JourneyFigures.Stage(
                        name: name, reached: stage.reached, fromBefore: Spread(stage.fromBefore), now: stage.now.count,
                        nowSince: Spread(stage.now))
                })
        }
    }
}
