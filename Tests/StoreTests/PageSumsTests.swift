import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite("The sums of the database's pages") struct PageSumsTests {
    @Test("A database that was made without them gets them when it is opened")
    func added() throws {
        let disk = try TemporaryFolder()
        let database = try disk.folder("state") + "/outreachd.sqlite"
        let queue = try DatabaseQueue(path: database)
        try StoreSchema.prepare(queue, path: database, identities: readIdentities)
        try queue.close()
        #expect(try reservedBytes(of: database) == 0)
        try StateStore(folder: disk.path + "/state").close()
        #expect(try reservedBytes(of: database) == 8)
        #expect(try StateStore(folder: disk.path + "/state").examine(whole: true) == [])
    }

    /// What each page leaves free at its end: https://www.sqlite.org/fileformat.html#the_database_header
    private func reservedBytes(of database: String) throws -> UInt8 {
        try Data(contentsOf: URL(filePath: database))[20]
    }
}
