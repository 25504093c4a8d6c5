import Events
import Foundation
import Testing
import ZoneFiles

@Suite("Zones of the system")
struct ZoneFilesTests {
    static let names = [
        "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "Antarctica/Troll", "Asia/Tehran", "UTC", "Etc/GMT-14",
    ]

    @Test("Offsets are those that Foundation knows", arguments: names)
    func offsets(name: String) throws {
        let zone = try loadZone(named: Text(name))
        let other = try #require(TimeZone(identifier: name))
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            // 2000 to 2037.
            let second = Int64.random(in: 946_684_800..<2_145_916_800, using: &random)
            let expected = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            #expect(zone.offset(at: Timestamp(seconds: second)) == expected, "\(name) at \(second)")
        }
    }

    @Test("A local time read back is the same, or the first after a gap", arguments: names)
    func roundTrip(name: String) throws {
        let zone = try loadZone(named: Text(name))
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let date = CalendarDate(days: Int32.random(in: 10_000..<40_000, using: &random))
            let second = Int.random(in: 0..<86_400, using: &random)
            let instant = zone.instant(of: date, secondOfDay: second)
            let back = zone.local(instant)
            let before = zone.local(instant - TimeSpan(seconds: 1))
            let reached = Int64(back.date.days) * 86_400 + Int64(back.secondOfDay)
            let wanted = Int64(date.days) * 86_400 + Int64(second)
            // Either exactly there, or at the end of a gap that swallowed it.
            #expect(reached >= wanted)
            if reached > wanted { #expect(Int64(before.date.days) * 86_400 + Int64(before.secondOfDay) < wanted) }
        }
    }

    static let gapsAndOverlaps: [(Text, String, Int, String)] = [
        // Clocks go forward at 01:00 to 02:00.
        ("Europe/London", "2026-03-29", 3_600, "2026-03-29T01:00:00Z"),
        ("Europe/London", "2026-03-29", 5_400, "2026-03-29T01:00:00Z"),
        ("Europe/London", "2026-03-29", 7_200, "2026-03-29T01:00:00Z"),
        ("Europe/London", "2026-03-29", 3_599, "2026-03-29T00:59:59Z"),
        // They go back at 02:00 to 01:00: 01:30 comes twice.
        ("Europe/London", "2026-10-25", 5_400, "2026-10-25T00:30:00Z"),
        ("Europe/London", "2026-10-25", 7_200, "2026-10-25T02:00:00Z"),
        // The same, beyond the listed changes.
        ("Europe/London", "2126-03-31", 5_400, "2126-03-31T01:00:00Z"),
        ("Europe/London", "2126-10-27", 5_400, "2126-10-27T00:30:00Z"),
        ("America/New_York", "2026-03-08", 9_000, "2026-03-08T07:00:00Z"),
        ("America/New_York", "2026-11-01", 5_400, "2026-11-01T05:30:00Z"),
        // Midnight does not exist on this day.
        ("America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00:00Z"),
        // A whole day that Samoa left out.
        ("Pacific/Apia", "2011-12-30", 43_200, "2011-12-30T10:00:00Z"),
        ("Pacific/Apia", "2011-12-31", 0, "2011-12-30T10:00:00Z"),
        // Half an hour.
        ("Australia/Lord_Howe", "2026-10-04", 7_500, "2026-10-03T15:30:00Z"),
    ]

    @Test("Gaps give the first instant after them, times that come twice the first", arguments: gapsAndOverlaps)
    func gaps(name: Text, day: String, second: Int, expected: String) throws {
        let zone = try loadZone(named: name)
        let date = try #require(CalendarDate(Text(day)))
        #expect(zone.instant(of: date, secondOfDay: second).description == expected)
    }

    @Test("The names are those of zones and links, and each can be loaded")
    func allNames() throws {
        let names = allZoneNames()
        for name in ["Europe/London", "America/Argentina/Buenos_Aires", "UTC", "Etc/UTC", "GB"] as [Text] {
            #expect(names.contains(name))
        }
        #expect(!names.contains { $0.string.hasPrefix("posix") || $0.string.hasPrefix("right") })
        #expect(!names.contains("tzdata.zi") && !names.contains("Europe") && !names.contains("localtime"))
        let table = try zoneTable(site: "Europe/London", namedZones: true)
        #expect(table.site.name == "Europe/London")
        #expect(Set(table.named.keys) == names)
    }

    @Test("Without a site's zone it is UTC, and no others are loaded unless asked for")
    func defaults() throws {
        let table = try zoneTable(site: nil, namedZones: false)
        #expect(table.site.name == "UTC")
        #expect(table.named.isEmpty)
    }

    @Test(
        "A name that leads out of the folder is refused",
        arguments: ["../zoneinfo/UTC", "/etc/localtime", "Europe/../UTC", "", "."] as [Text])
    func unsafe(name: Text) {
        #expect(throws: ZoneFileError.unsafeName(name)) { try loadZone(named: name) }
    }

    @Test(
        "A name that no file has, a folder, and a file that is no zone are unknown",
        arguments: ["Mars/Base", "Europe", "tzdata.zi"] as [Text])
    func unknown(name: Text) {
        let directory = systemZoneDirectory()
        #expect(throws: ZoneFileError.unknown(name: name, directory: directory)) { try loadZone(named: name) }
    }

    @Test("A missing folder is said, and UTC is known all the same")
    func noFolder() throws {
        #expect(throws: ZoneFileError.noZones(directory: "/nowhere")) {
            try loadZone(named: "Europe/London", directory: "/nowhere")
        }
        #expect(try loadZone(named: "UTC", directory: "/nowhere").name == "UTC")
        #expect(allZoneNames(directory: "/nowhere") == ["UTC"])
    }
}
