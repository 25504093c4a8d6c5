/// An accepted event of a declared type. It never changes, so it is shared instead of copied.
@usableFromInline
package final class Event: Sendable {
    // What rules look at stands together, and first.

    /// When it happened.
    @usableFromInline package let time: Timestamp
    // A short number fills the gap behind the time.
    @usableFromInline let typeNumber: Int32
    /// The declared fields by slot; nil is missing.
    package let fields: FieldValues
    @usableFromInline package let identity: EventIdentity
    /// Whose event it is.
    package let customer: Text

    /// The index of its type in the `Schema`.
    @inlinable package var type: Int { Int(typeNumber) }

    package convenience init(
        identity: EventIdentity, type: Int, customer: Text, time: Timestamp, fields: [Value?]
    ) {
        self.init(
            identity: identity, type: type, customer: customer, time: time, values: FieldValues(fields))
    }

    package init(
        identity: EventIdentity, type: Int, customer: Text, time: Timestamp, values fields: FieldValues
    ) {
        self.identity = identity
        typeNumber = Int32(type)
        self.customer = customer
        self.time = time
        self.fields = fields
    }
}

extension Event: Hashable {
    @usableFromInline package static func == (a: Event, b: Event) -> Bool {
        a === b
            || (a.identity == b.identity && a.type == b.type && a.customer == b.customer && a.time == b.time
                && a.fields == b.fields)
    }

    @usableFromInline package func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}

extension Event: Comparable {
    /// By time, then source, then id: the order of a timeline.
    @inlinable
    package static func < (a: Event, b: Event) -> Bool {
        a.time != b.time ? a.time < b.time : a.identity < b.identity
    }
}
