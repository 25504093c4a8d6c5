import Foundation
import TestSupport
import Testing

@testable import Store

/// The state speaks of customers: it is nobody's but its owner's, whatever the umask.
@Suite struct StateModesTests {
    let disk: TemporaryFolder
    init() throws { disk = try TemporaryFolder() }

    func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: disk.path + "/" + name)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func nobodyElseMayReadWhatIsMade() throws {
        let store = try StateStore(folder: disk.path + "/a/state")
        CrashNote(folder: disk.path + "/a/state").write([[1]], crashes: 1)
        #expect(try mode("a/state") == 0o700)
        let names = disk.names("a/state")
        #expect(
            names == ["lock", "outreachd.sqlite", "outreachd.sqlite-shm", "outreachd.sqlite-wal", "seal", "suspects"])
        for name in names { #expect(try mode("a/state/" + name) & 0o077 == 0, "\(name)") }
        withExtendedLifetime(store) {}
    }

    /// A group to whom an administrator has opened it keeps it.
    @Test func aDatabaseThatIsOpenToAllIsClosedToThem() throws {
        try StateStore(folder: disk.path).close()
        chmod(disk.path + "/outreachd.sqlite", 0o644)
        let store = try StateStore(folder: disk.path)
        #expect(try mode("outreachd.sqlite") == 0o640)
        withExtendedLifetime(store) {}
    }
}
