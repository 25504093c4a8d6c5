import Events

/// Which event types carry a field, looked up once.
struct FieldCarriers {
    /// By the name of a field; made when the first rule asks.
    var byName: [Text: [TypedSlot]]?
    /// By keys: many rules have the same keys.
    var byKeys: [[Field]: KeySlots] = [:]
}
