import Events
import RuleLanguage

/// Finds what weighs how much.
struct Weigher {
    private let weights: Weights?

    init(_ weights: Weights?) { self.weights = weights }

    var isWeighted: Bool { weights != nil }

    /// Of a task or an instance; nil if it has no row.
    func weight(_ shape: KeyShape, _ key: [Value], _ customer: Text) -> Double? {
        guard let weights else { return 1 }
        if weights.key == "customer" { return weights.weight(of: .text(customer)) }
        return shape.names.firstIndex(of: weights.key).flatMap { weights.weight(of: key[$0]) }
    }

    /// Of an event; nil if it has no row.
    func weight(_ event: Event, _ lens: Lens, _ customer: Text) -> Double? {
        guard let weights else { return 1 }
        if weights.key == "customer" { return weights.weight(of: .text(customer)) }
        let slot = lens.program.schema.types[event.type].slot(of: weights.key)
        return slot.flatMap { event.fields.key($0) }.flatMap { weights.weight(of: $0) }
    }
}
