/// A change of the offset of a zone.
struct ZoneChange: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, from which on the offset holds.
    let instant: Int64
    /// Seconds to add to UTC.
    let offset: Int
}
