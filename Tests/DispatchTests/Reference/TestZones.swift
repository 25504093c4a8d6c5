import Events

/// Zones made of their rule alone, so that no test asks the system.
enum TestZones {
    static let london = zone("Europe/London", "GMT0BST,M3.5.0/1,M10.5.0")
    static let newYork = zone("America/New_York", "EST5EDT,M3.2.0,M11.1.0")
    static let auckland = zone("Pacific/Auckland", "NZST-12NZDT,M9.5.0,M4.1.0/3")
    static let honolulu = zone("Pacific/Honolulu", "HST10")
    /// The clock goes forward at midnight and back to it: one day has no 00:00, another has two.
    static let azores = zone("Atlantic/Azores", "<-01>1<+00>,M3.5.0/0,M10.5.0/1")

    static let all = [london, newYork, auckland, honolulu, azores]

    static func table(site: String) -> ZoneTable {
        ZoneTable(
            site: all.first { $0.name.string == site } ?? .utc,
            named: Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) }))
    }

    /// A TZif file without a single change: the rule at its end holds always.
    private static func zone(_ name: Text, _ rule: String) -> Zone {
        func header() -> [UInt8] {
            let counts: [UInt8] = [0, 0, 0, 0, 1, 4].flatMap { [0, 0, 0, $0] }
            return Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + counts
        }
        let block = header() + [0, 0, 0, 0, 0, 0] + Array("XXX\0".utf8)
        return (try? Zone(name: name, tzif: block + block + Array("\n\(rule)\n".utf8))) ?? .utc
    }
}
