import Events
import Foundation
import TestSupport
import Testing
import ZoneFiles

/// Names that zones had in former times, in folders as some systems have them: without files of those names.
@Suite("Zones of former names")
struct ZoneLinksTests {
    static let links = """
        # version 2025b
        # This zic input file is in the public domain.
        R d 1916 o - Jun 14 23s 1 S
        Z Europe/Athens 1:34:52 - LMT 1895 S 14
        L America/New_York US/Eastern
        L US/Eastern Former/Eastern
        L Nowhere/Now Nowhere/Once
        L Round/B Round/A
        L Round/A Round/B
        L ../../etc/passwd Bad/Name
        Label Europe/London Not/One
        """

    /// A folder with two zones of the system, and what else a test says.
    private func folder(_ files: [String: String] = [:]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["Europe/London", "America/New_York"] {
            let parts = name.split(separator: "/")
            _ = try folder.folder(String(parts[0]))
            try FileManager.default.copyItem(
                atPath: systemZoneDirectory() + "/" + name, toPath: folder.path + "/" + name)
        }
        for (name, text) in files { try folder.write(text, to: name) }
        return folder
    }

    @Test(
        "A name of former times is the zone that tzdata says it is now",
        arguments: [
            ("tzdata.zi", links), ("backward", "Link\tAmerica/New_York\tUS/Eastern # in the United States\n"),
        ])
    func resolved(file: String, text: String) throws {
        let folder = try folder([file: text])
        let zone = try loadZone(named: "US/Eastern", directory: folder.path)
        #expect(zone.name == "US/Eastern")
        // Five hours in winter, four in summer.
        #expect(zone.offset(at: Timestamp(seconds: 1_767_225_600)) == -18_000)
        #expect(zone.offset(at: Timestamp(seconds: 1_782_864_000)) == -14_400)
        #expect(allZoneNames(directory: folder.path).isSuperset(of: ["US/Eastern", "America/New_York"]))
    }

    @Test("One that stands for another former name leads on to that one's zone")
    func chained() throws {
        let folder = try folder(["tzdata.zi": Self.links])
        #expect(try loadZone(named: "Former/Eastern", directory: folder.path).name == "Former/Eastern")
    }

    @Test(
        "What stands for no zone that is there is unknown",
        arguments: ["Nowhere/Once", "Round/A", "Not/One", "us/eastern", "+02:00", "UTC+2", "W. Europe Standard Time"]
            as [Text])
    func unresolved(name: Text) throws {
        let folder = try folder(["tzdata.zi": Self.links])
        #expect(throws: ZoneFileError.unknown(name: name, directory: folder.path)) {
            try loadZone(named: name, directory: folder.path)
        }
        #expect(!allZoneNames(directory: folder.path).contains(name))
    }

    @Test("One that would lead out of the folder is refused")
    func unsafe() throws {
        let folder = try folder(["tzdata.zi": Self.links])
        #expect(throws: ZoneFileError.unsafeName("Bad/Name")) {
            try loadZone(named: "Bad/Name", directory: folder.path)
        }
        #expect(!allZoneNames(directory: folder.path).contains("Bad/Name"))
    }

    @Test("A file of the name goes before what tzdata says of it")
    func ownFile() throws {
        let folder = try folder(["tzdata.zi": "L America/New_York Europe/London\n"])
        let london = try loadZone(named: "Europe/London", directory: folder.path)
        #expect(london.offset(at: Timestamp(seconds: 1_767_225_600)) == 0)
    }

    @Test("Customers may name them as well")
    func table() throws {
        let folder = try folder(["tzdata.zi": Self.links])
        let table = try zoneTable(site: "Former/Eastern", namedZones: true, directory: folder.path)
        #expect(table.site.name == "Former/Eastern")
        #expect(
            Set(table.named.keys) == ["UTC", "Europe/London", "America/New_York", "US/Eastern", "Former/Eastern"])
        #expect(table.named["US/Eastern"]?.offset(at: Timestamp(seconds: 1_767_225_600)) == -18_000)
    }

    @Test("Without a list of them they are unknown")
    func unlisted() throws {
        let folder = try folder()
        #expect(throws: ZoneFileError.unknown(name: "US/Eastern", directory: folder.path)) {
            try loadZone(named: "US/Eastern", directory: folder.path)
        }
    }

    @Test("The system's own list names zones that are there")
    func system() throws {
        let names = allZoneNames()
        for name in ["US/Eastern", "Asia/Calcutta", "GB", "W-SU"] as [Text] {
            #expect(names.contains(name))
            #expect(try loadZone(named: name).name == name)
        }
    }
}
