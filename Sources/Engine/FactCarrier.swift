import Events
import RuleLanguage

/// Where an event type carries a fact: the value, and the slot of the key (nil for a customer's fact).
struct FactCarrier: Sendable {
    let fact: Int
    let value: Fact.Reading
    let keySlot: Int?
}

extension Fact.Reading {
    /// What an event of the type says.
    func read(_ event: Event) -> Value? {
        switch self {
        case .field(let slot): return event.fields[slot]
        case .time: return .time(event.time)
        case .source: return .text(event.identity.source)
        case .id: return .text(event.identity.id)
        }
    }
}
