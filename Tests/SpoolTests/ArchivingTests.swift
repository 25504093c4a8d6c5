import Events
import Foundation
import Spool
import TestSupport
import Testing

@Suite("What goes to an archive")
struct ArchivingTests {
    /// A folder in memory, which is another file system than that of the other folders.
    static let elsewhere = "/dev/shm"

    static var isElsewhere: Bool {
        var (here, there) = (stat(), stat())
        return stat(NSTemporaryDirectory(), &here) == 0 && stat(elsewhere, &there) == 0 && here.st_dev != there.st_dev
            && access(elsewhere, W_OK) == 0
    }

    @Test("A file that grows while it is copied to another file system stays", .enabled(if: isElsewhere))
    func aFileThatGrowsWhileItIsCopiedStays() throws {
        let folder = try TemporaryFolder()
        var spool = try SpoolDirectory(path: folder.path)
        let archive = try SpoolArchive(path: "\(Self.elsewhere)/outreachd-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: archive.path) }
        let name = SpoolName("a.ndjson")
        let path = try folder.write("1\n", to: "incoming/a.ndjson")
        spool.afterSecondName = { () throws(SpoolError) in
            guard let writer = fopen(path, "a") else { return }
            fputs("2\n", writer)
            fclose(writer)
        }
        let time = Timestamp(seconds: 1_772_445_600)
        let fingerprint = try #require(spool.fingerprint(of: name))
        let removal = try spool.archive(name, fingerprint, in: archive, readAt: time)
        #expect("\(removal)" == "changed")
        #expect(try archive.entries().isEmpty)
        spool.afterSecondName = { () throws(SpoolError) in }
        let grown = try #require(spool.fingerprint(of: name))
        let again = try spool.archive(name, grown, in: archive, readAt: time)
        #expect("\(again)" == "removed")
        #expect(folder.names("incoming") == [])
        #expect(try archive.entries().map(\.name) == [name])
    }
}
