import Engine
import TaskDispatch
import Events
import Foundation
import GRDB
import RuleLanguage
import Store
import Testing
import TestSupport

@testable import Daemon

/// Who looks into the state disturbs nobody.
@Suite struct StateReaderTests {
    let house: House
    let schema: Schema

    init() throws {
        house = try House()
        schema = try #require(compile([Source(path: "house.rules", text: House.rules)]).program).schema
    }

    private var folder: String { house.disk.path + "/state" }

    @Test func theStoryOfACustomerIsReadWhileADaemonHoldsTheState() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-9"), House.call("e-2", "c-2", after: .zero))
        try house.once(after: .hours(5))
        let daemon = try house.processor(after: .hours(5))

        let reader = try StateReader(folder: folder, schema: schema)
        let story = try #require(try reader.story(of: "c-1"))
        #expect(story.state.events.map(\.identity.id) == ["e-1"])
        #expect(story.state.tasks.map(\.state) == [.open])
        #expect(try reader.clock() == House.start + .hours(5))
        #expect(try reader.customers() == ["c-1", "c-2"])
        #expect(try reader.story(of: "c-3") == nil)
        withExtendedLifetime(daemon) {}
    }

    @Test func nothingIsMadeWhereNoStateIs() throws {
        #expect {
            try StateReader(folder: folder, schema: schema)
        } throws: {
            guard case .store(.unavailable)? = $0 as? DaemonError else { return false }
            return true
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func aDatabaseOfAnotherProgramIsNotRead() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let other = try DatabaseQueue(path: folder + "/outreachd.sqlite")
        try other.write { try $0.execute(sql: "CREATE TABLE t (x)") }
        #expect {
            try StateReader(folder: folder, schema: schema)
        } throws: {
            guard case .store(.foreign)? = $0 as? DaemonError else { return false }
            return true
        }
    }
}
