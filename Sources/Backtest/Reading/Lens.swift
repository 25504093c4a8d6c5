import Engine
import Events
import RuleLanguage

/// What a program has a back-test look at: its outcomes, touches and journeys, and the shapes of its keys; shared instead of
/// copied.
final class Lens: Sendable {
    let program: Program
    let shapes: [KeyShape]
    /// For each rule the place of its shape, and where its key fields stand in it.
    let ofRule: [(shape: Int, order: [Int])]
    /// For each outcome the place of its shape.
    let ofOutcome: [Int]
    /// For each outcome what is asked for most: an outcome itself is large, and a copy of it for each customer would be felt.
    let terms: [(within: TimeSpan, asksAmong: Bool)]
    /// The place of the shape without a key.
    let customer: Int
    /// For each event type the shapes with a name of which it carries the whole key.
    let carried: [[Int]]
    /// For each event type the outcomes of which it may be an event, and those of which it may be one of `among`.
    let outcomes: [[Int]]
    let among: [[Int]]
    /// For each event type whether any of them is of it.
    let isAsked: [Bool]
    let isOurs: [Bool]
    let isTheirs: [Bool]
    /// For each event type the journeys of which it may begin a stage.
    let journeys: [[Int]]

    init(_ program: Program) {
        self.program = program
        let types = program.schema.types.count
        var shapes: [KeyShape] = []
        func place(_ keys: [Text], _ slots: KeySlots) -> Int {
            let shape = KeyShape(keys, slots, types: types)
            if let known = shapes.firstIndex(of: shape) { return known }
            shapes.append(shape)
            return shapes.count - 1
        }
        customer = place([], KeySlots(keys: 0, types: types, carriers: [:]))
        ofRule = program.rules.map { (place($0.keys, $0.keySlots), KeyShape.order(of: $0.keys)) }
        terms = program.outcomes.map { ($0.within, $0.among != nil) }
        ofOutcome = program.outcomes.map { place($0.keys, $0.keySlots) }
        self.shapes = shapes
        carried = (0..<types).map { type in
            shapes.indices.filter { !shapes[$0].names.isEmpty && shapes[$0].carriesAll[type] }
        }
        func listed(_ patterns: [Pattern?]) -> [[Int]] {
            var lists = [[Int]](repeating: [], count: types)
            for (number, pattern) in patterns.enumerated() {
                for type in Set(pattern?.alternatives.map(\.type) ?? []) { lists[type].append(number) }
            }
            return lists
        }
        outcomes = listed(program.outcomes.map(\.pattern))
        among = listed(program.outcomes.map(\.among))
        isAsked = zip(outcomes, among).map { !$0.isEmpty || !$1.isEmpty }
        isOurs = listed([program.touches.ours]).map { !$0.isEmpty }
        isTheirs = listed([program.touches.theirs]).map { !$0.isEmpty }
        journeys = listed(
            program.journeys.map { Pattern(alternatives: $0.stages.flatMap(\.pattern.alternatives)) })
    }

    /// The key of a task in the order of its shape.
    func key(_ written: [Value], ofRule rule: Int) -> [Value] {
        let order = ofRule[rule].order
        return order.count < 2 ? written : order.map { written[$0] }
    }
}
