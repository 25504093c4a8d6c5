import Events

/// The slot of a field in one event type.
package struct TypedSlot: Hashable, Sendable {
    package var type: Int
    package var slot: Int
    package init(type: Int, slot: Int) {
        self.type = type
        self.slot = slot
    }
}
