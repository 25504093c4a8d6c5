/// Who an event is: CloudEvents `source` and `id`. Ordered by source, then id.
package struct EventIdentity: Hashable, Comparable, Sendable {
    package let source: Text
    package let id: Text

    package init(source: Text, id: Text) {
        self.source = source
        self.id = id
    }

    package static func < (a: EventIdentity, b: EventIdentity) -> Bool {
        a.source != b.source ? a.source < b.source : a.id < b.id
    }
}

extension EventIdentity: CustomStringConvertible {
    /// `/carrier/dhl e-811`.
    package var description: String { "\(source) \(id)" }
}
