import Events
import RuleLanguage

/// The keys by which events join the instances of rules that look back at them: what `JoinTable` keeps lists by.
struct JoinShapes: Sendable {
    /// Each once; the first is none, which every event carries.
    let all: [KeySlots]
    /// For each rule the place of its key; of one that does not look back, the first.
    let ofRule: [Int]
    /// Whether anything looks at events before the present instant other than by facts.
    let looksBack: Bool

    init(_ program: Program, _ referenced: ReferencedTypes) {
        let none = KeySlots(keys: 0, types: program.schema.types.count, carriers: [:])
        var all = [none]
        var places = [none: 0]
        var ofRule: [Int] = []
        var looksBack = referenced.hasWindows
        for (index, rule) in program.rules.enumerated() {
            let ruleLooksBack =
                referenced.rulesWithWindows.contains(index) || rule.pause != nil
                || rule.unless.contains { $0.lookingBack != .elapsed(.zero) }
            looksBack = looksBack || ruleLooksBack
            guard ruleLooksBack, !rule.keys.isEmpty else {
                ofRule.append(0)
                continue
            }
            if places[rule.keySlots] == nil {
                places[rule.keySlots] = all.count
                all.append(rule.keySlots)
            }
            ofRule.append(places[rule.keySlots] ?? 0)
        }
        self.all = all
        self.ofRule = ofRule
        self.looksBack = looksBack
    }
}
