package import Events

/// The latest known value of a field, for a customer or for a key.
package struct Fact: Hashable, Sendable {
    package enum Owner: Hashable, Sendable {
        case customer
        /// The name of the key field.
        case key(Text)
    }

    /// Where a type of event carries the fact: the slot of the value, and of the key (nil for a customer's fact).
    package struct Carrier: Hashable, Sendable {
        package var type: Int
        package var valueSlot: Int
        package var keySlot: Int?
        package init(type: Int, valueSlot: Int, keySlot: Int?) {
            self.type = type
            self.valueSlot = valueSlot
            self.keySlot = keySlot
        }
    }

    /// `customer.tier`, `order.promised_at`
    package var name: Text
    package var owner: Owner
    package var type: FieldType
    package var carriers: [Carrier]

    package init(name: Text, owner: Owner, type: FieldType, carriers: [Carrier]) {
        self.name = name
        self.owner = owner
        self.type = type
        self.carriers = carriers
    }
}
