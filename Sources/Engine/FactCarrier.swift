/// Where an event type carries a fact: the slot of the value, and of the key (nil for a customer's fact).
struct FactCarrier: Sendable {
    let fact: Int
    let valueSlot: Int
    let keySlot: Int?
}
