import TestSupport
import Testing

@testable import Store

@Suite("The seal of a state that was closed") struct ShutdownMarkerTests {
    @Test("An older version's seal is believed, and found to be wrong, like today's")
    func olderSeal() throws {
        let disk = try TemporaryFolder()
        let folder = disk.path + "/state"
        let store = try StateStore(folder: folder)
        try store.commit(TurnWrites())
        store.close()
        let path = folder + "/seal"
        let turn = try #require(ShutdownMarker.read(path)).turn
        let (size, hash) = try #require(ShutdownMarker.hash(of: store.path, .one))

        #expect(ShutdownMarker(turn: turn, ending: .closed(size: size, hash: hash, .one)).write(path, durably: true))
        #expect(try disk.read("state/seal").hasPrefix("closed "))
        #expect(try StateStore.trust(database: store.path, seal: ShutdownMarker.read(path)) == .sealed)

        let wrong = ShutdownMarker(turn: turn, ending: .closed(size: size, hash: hash ^ 1, .one))
        #expect(throws: StoreError.self) { try StateStore.trust(database: store.path, seal: wrong) }
    }
}
