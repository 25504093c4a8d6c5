/// Who an event is: CloudEvents `source` and `id`. Ordered by source, then id.
@usableFromInline
package struct EventIdentity: Hashable, Comparable, Sendable {
    @usableFromInline package let source: Text
    @usableFromInline package let id: Text

    package init(source: Text, id: Text) {
        self.source = source
        self.id = id
    }

    @inlinable
    package static func == (a: EventIdentity, b: EventIdentity) -> Bool {
        a.id == b.id && a.source == b.source
    }

    @inlinable
    package static func < (a: EventIdentity, b: EventIdentity) -> Bool {
        a.source != b.source ? a.source < b.source : a.id < b.id
    }
}

extension EventIdentity: CustomStringConvertible {
    /// `/carrier/dhl e-811`.
    @usableFromInline package var description: String { "\(source) \(id)" }
}
