/// Who an event is: CloudEvents `source` and `id`. Ordered by source, then id.
public struct EventIdentity: Hashable, Comparable, Sendable {
    public let source: Text
    public let id: Text

    public init(source: Text, id: Text) {
        self.source = source
        self.id = id
    }

    public static func < (a: EventIdentity, b: EventIdentity) -> Bool {
        a.source != b.source ? a.source < b.source : a.id < b.id
    }
}

extension EventIdentity: CustomStringConvertible {
    /// `/carrier/dhl e-811`.
    public var description: String { "\(source) \(id)" }
}

/// An accepted event of a declared type. It never changes, so it is shared instead of copied.
public final class Event: Sendable {
    // What rules look at stands together, and first.

    /// When it happened.
    public let time: Timestamp
    // A short number fills the gap behind the time.
    private let typeNumber: Int32
    /// The declared fields by slot; nil is missing.
    public let fields: FieldValues
    public let identity: EventIdentity
    /// Whose event it is.
    public let customer: Text
    /// The event whole, as JSON text on one line, as it came: the evidence.
    public let json: Text

    /// The index of its type in the `Schema`.
    public var type: Int { Int(typeNumber) }

    public convenience init(
        identity: EventIdentity, type: Int, customer: Text, time: Timestamp, fields: [Value?], json: Text = ""
    ) {
        self.init(
            identity: identity, type: type, customer: customer, time: time, values: FieldValues(fields), json: json)
    }

    public init(
        identity: EventIdentity, type: Int, customer: Text, time: Timestamp, values fields: FieldValues,
        json: Text = ""
    ) {
        self.identity = identity
        typeNumber = Int32(type)
        self.customer = customer
        self.time = time
        self.fields = fields
        self.json = json
    }
}

extension Event: Hashable {
    public static func == (a: Event, b: Event) -> Bool {
        a === b
            || (a.identity == b.identity && a.type == b.type && a.customer == b.customer && a.time == b.time
                && a.fields == b.fields && a.json == b.json)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}

extension Event: Comparable {
    /// By time, then source, then id: the order of a timeline.
    public static func < (a: Event, b: Event) -> Bool {
        a.time != b.time ? a.time < b.time : a.identity < b.identity
    }
}
