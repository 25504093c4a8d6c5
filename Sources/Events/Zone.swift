/// A time zone as a value: its offsets from UTC over all time.
public struct Zone: Sendable {
    /// As in `Europe/London`.
    public let name: Text

    public static let utc = Zone(name: "UTC")

    init(name: Text) { self.name = name }

    /// Seconds to add to UTC for local time at an instant.
    public func offset(at instant: Timestamp) -> Int { 0 }

    /// The instant of a local time. One that does not exist is the first instant after it; one that exists twice
    /// is the first.
    public func instant(of date: CalendarDate, secondOfDay: Int) -> Timestamp {
        Timestamp(seconds: Int64(date.days) * 86_400 + Int64(secondOfDay))
    }

    /// The local date and second of the day at an instant.
    public func local(_ instant: Timestamp) -> (date: CalendarDate, secondOfDay: Int) {
        let utc = (instant + TimeSpan(seconds: Int64(offset(at: instant)))).utc
        return (utc.date, utc.second)
    }
}

/// The zones that the Engine is handed: the site's, and those that customers may name.
public struct ZoneTable: Sendable {
    public let site: Zone
    /// Every other zone that is known, by name; empty if no rule asks for a customer's zone.
    public let named: [Text: Zone]

    public init(site: Zone = .utc, named: [Text: Zone] = [:]) {
        self.site = site
        self.named = named
    }
}
