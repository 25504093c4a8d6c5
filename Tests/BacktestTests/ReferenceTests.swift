@testable import Backtest
import Engine
import Events
import RuleLanguage
import TaskDispatch
import Testing
import TestSupport

/// Random rules and events, counted by the room and by a slow reference that was written from the description.
@Suite("A back-test of random stories") struct ReferenceTests {
    @Test("says what the reference says", arguments: 0..<24)
    func equal(part: UInt64) throws {
        for seed in part * 12..<part * 12 + 12 { try compare(seed) }
    }

    @Test("with a value that is varied says what each value says alone", arguments: 0..<8)
    func varied(part: UInt64) throws {
        let values = ["0s", "6h", "2d"]
        for seed in part * 12..<part * 12 + 12 {
            var random = RandomStory(seed: seed)
            let text = random.rules().text
            let story = try Story(text, vary: ["patience=" + values.joined(separator: ",")])
            let events = random.events(story.program.schema.types)
            let figures = try #require(try story.figures(events))
            for (value, run) in zip(values, figures.runs) {
                let rules = text.replacing(#/let patience = \w+/#, with: "let patience = \(value)")
                let alone = try #require(try Story(rules).figures(events)).run
                let rows = zip(run.whole.rows + run.halves[1].rows, alone.whole.rows + alone.halves[1].rows)
                let areEqual = rows.allSatisfy { $0.isNearly($1) } && run.whole.outcomes == alone.whole.outcomes
                #expect(areEqual, "seed \(seed), patience \(value)")
            }
        }
    }

    private func compare(_ seed: UInt64) throws {
        var random = RandomStory(seed: seed)
        let texts = random.rules()
        var settings = BacktestSettings()
        if random.flip() { settings.from = random.time() }
        if random.flip() { settings.split = random.time() }
        settings.asksGates = random.flip()
        let story = try Story(texts.text)
        var events = random.events(story.program.schema.types)
        if random.flip() {
            let until = max(random.time(), settings.from ?? .distantPast)
            settings.until = until
        }
        var weights: [Text: Double] = [:]
        let weightKey = random.weightKey()
        if random.flip() {
            for name in ["o-1", "o-2", "c-1", "c-2"] as [Text] { weights[name] = random.weight() }
            settings.weights = Weights(key: weightKey, weights)
        }
        let zone = Zone.utc
        let figures = try story.figures(events, settings, zone: zone)
        if let until = settings.until { events.removeAll { $0.time > until } }
        guard let figures else {
            #expect(events.isEmpty)
            return
        }
        let reference = try self.reference(
            settings.asksGates ? texts.text : texts.withoutGates, events, settings, zone,
            weigh: { customer, key in
                if weightKey == "customer" { return weights[customer] ?? 1 }
                guard case .text(let text)? = key[weightKey] else { return 1 }
                return weights[text] ?? 1
            })
        #expect(figures.first == reference.first)
        #expect(figures.end == reference.end)
        #expect(figures.split == reference.split)
        for (period, mine) in ([figures.run.whole] + figures.run.halves).enumerated() {
            #expect(mine.days == reference.days(period), "seed \(seed)")
            for row in mine.rows {
                let theirs = reference.row(row.row, period)
                let isEqual = row.isNearly(theirs)
                #expect(isEqual, "seed \(seed), period \(period), \(row.row)")
            }
            for outcome in mine.outcomes {
                let declared = try #require(reference.program.outcomes.first { $0.name == outcome.name })
                #expect(outcome.baseRate.isNearly(reference.baseRate(declared, period)), "seed \(seed)")
                #expect(outcome.events == reference.countedEvents(declared, period).count)
            }
        }
    }

    /// - Parameter rules: with the gates that are asked.
    private func reference(
        _ rules: String, _ events: [Event], _ settings: BacktestSettings, _ zone: Zone,
        weigh: @escaping (Text, [Text: Value]) -> Double
    ) throws -> Reference {
        let program = try Story(rules).program
        let engine = RuleEngine(program: program, zones: ZoneTable(site: zone))
        var replay = Replay(
            engine: engine, order: .byTime, until: settings.until, options: DispatchOptions(holdsOut: false))
        for event in events { replay.accept(event) }
        // What no rule asks about moves the clock as well.
        let changes = replay.finish()
        return Reference(
            program: program, events: events, changes: changes, settings: settings, zone: zone, weigh: weigh,
            matches: { pattern, event in
                pattern.alternatives.contains { alternative in
                    guard alternative.type == event.type else { return false }
                    return alternative.condition.map { Self.holds($0, event) } ?? true
                }
            })
    }

    /// The conditions of these stories: a number of the event compared with another.
    private static func holds(_ condition: Expression, _ event: Event) -> Bool {
        guard case .binary(let operation, .field(let slot), .literal(.number(let limit))) = condition,
            case .number(let number)? = event.fields[slot]
        else { return false }
        switch operation {
        case .less: return number < limit
        case .lessOrEqual: return number <= limit
        case .greater: return number > limit
        case .greaterOrEqual: return number >= limit
        default: return false
        }
    }
}

extension RowFigures {
    fileprivate func isNearly(_ other: RowFigures) -> Bool {
        var (a, b) = (self, other)
        (a.against, b.against) = ([], [])
        return a == b && against.count == other.against.count
            && zip(against, other.against).allSatisfy { $0.isNearly($1) }
    }
}

extension OutcomeOfRow {
    fileprivate func isNearly(_ other: OutcomeOfRow) -> Bool {
        let rates: [WritableKeyPath<OutcomeOfRow, Rate>] = [
            \.precision, \.precisionByInstance, \.recall, \.recallByInstance,
        ]
        var (a, b) = (self, other)
        for rate in rates { (a[keyPath: rate], b[keyPath: rate]) = (.nothing, .nothing) }
        (a.lift, b.lift) = (nil, nil)
        return a == b && lift.isNearly(other.lift)
            && rates.allSatisfy { self[keyPath: $0].isNearly(other[keyPath: $0]) }
    }
}

extension Rate {
    fileprivate func isNearly(_ other: Rate) -> Bool {
        hits == other.hits && of == other.of && customers == other.customers && share.isNearly(other.share)
            && Optional(n).isNearly(other.n) && (interval?.low).isNearly(other.interval?.low)
            && (interval?.high).isNearly(other.interval?.high)
    }
}

extension Double? {
    /// Sums in another order differ in their last digits.
    fileprivate func isNearly(_ other: Double?) -> Bool {
        guard let self, let other else { return self == nil && other == nil }
        return abs(self - other) <= 1e-9 * max(1, abs(self))
    }
}
