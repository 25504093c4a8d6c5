package import Events

/// The latest known value of a field, for a customer or for a key.
package struct Fact: Hashable, Sendable {
    package enum Owner: Hashable, Sendable {
        case customer
        /// The name of the key field.
        case key(Text)
    }

    /// Where its value comes from.
    package enum Source: Hashable, Sendable {
        /// A field of events.
        case field
        /// A score, by its place in the program.
        case score(Int)
        /// The stage of a journey, by its place in the program.
        case stage(Int)
        /// Since when that stage has been.
        case stageSince(Int)
    }

    /// What an event says: a field by its slot, or a part of its envelope.
    package enum Reading: Hashable, Sendable {
        case field(Int)
        case time, source, id

        /// The slot of a field; nil for the envelope.
        package var slot: Int? {
            if case .field(let slot) = self { return slot }
            return nil
        }
    }

    /// Where a type of event carries the fact: the value, and the slot of the key (nil for a customer's fact).
    package struct Carrier: Hashable, Sendable {
        package var type: Int
        package var value: Reading
        package var keySlot: Int?
        package init(type: Int, value: Reading, keySlot: Int?) {
            self.type = type
            self.value = value
            self.keySlot = keySlot
        }
    }

    /// `customer.tier`, `order.promised_at`
    package var name: Text
    package var owner: Owner
    package var type: FieldType
    /// Of a field; none of what is computed.
    package var carriers: [Carrier]
    package var source = Source.field
    /// The types of events that may change it.
    package var types: [Int]

    package init(name: Text, owner: Owner, type: FieldType, carriers: [Carrier]) {
        self.name = name
        self.owner = owner
        self.type = type
        self.carriers = carriers
        types = carriers.map(\.type)
    }

    /// One that is computed; which types of events may change it is known later.
    package init(name: Text, owner: Owner, type: FieldType, source: Source) {
        self.init(name: name, owner: owner, type: type, carriers: [])
        self.source = source
    }

    /// Whether it is a score, which has no event that set it.
    package var isScore: Bool {
        switch source {
        case .score: return true
        case .field, .stage, .stageSince: return false
        }
    }
}
