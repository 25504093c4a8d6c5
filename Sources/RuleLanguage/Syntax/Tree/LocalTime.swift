import Events

/// A date and a time of day without an offset: an instant once somebody says where.
package struct LocalTime: Hashable, Sendable {
    /// The instant at which clocks in UTC show it.
    private let utc: Timestamp

    /// The time that clocks in UTC show at an instant.
    init(utc: Timestamp) { self.utc = utc }

    /// When clocks in a zone show it: the first of two instants; the first after it, if it is passed over.
    func instant(in zone: Zone) -> Timestamp {
        let (date, second) = utc.utc
        let whole = zone.instant(of: date, secondOfDay: second)
        if zone.local(whole).secondOfDay != second { return whole }
        return whole + TimeSpan(seconds: 0, nanoseconds: Int64(utc.nanoseconds))
    }
}
