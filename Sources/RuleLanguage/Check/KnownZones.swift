import Events

/// The time zones of the machine, and the one that the files set.
struct KnownZones {
    /// Their names; nil if nobody knows them.
    let names: Set<Text>?
    /// The data of a zone; nil if there is none of that name.
    let named: (Text) -> Zone?
    /// Where a time of a test without an offset is.
    var site = Zone.utc
}
