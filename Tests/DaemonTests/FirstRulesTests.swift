import Engine
import TaskDispatch
import Events
import Foundation
import RuleLanguage
import Spool
import Testing
import TestSupport

@testable import Daemon

/// A package starts the daemon before anybody has written a rule.
@Suite struct FirstRulesTests {
    let house: House
    init() throws { house = try House() }

    /// One round of a daemon that starts with these rules `after` the beginning.
    func once(_ rules: String, after span: TimeSpan) throws {
        let set = try RuleLoader.check([Source(path: "house.rules", text: rules)])
        let now = House.start + span
        var processor = try TurnProcessor(
            settings: house.settings, rules: set, settling: .closed, log: House.silent, clock: { now },
            elapsed: { span })
        try House.drain(&processor)
    }

    @Test func rulesThatComeBeforeAnyEventJudgeWhateverHistoryIsLoaded() throws {
        try once("# nothing yet", after: .hours(8))
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try once(House.rules, after: .hours(9))
        #expect(house.disk.names("spool/tasks/open").count == 1)
    }

    @Test func rulesThatComeAfterEventsLookBackNoFurtherThanTheirLoading() throws {
        try once("event parcel.late order text  days number", after: .zero)
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try once("event parcel.late order text  days number", after: .hours(1))
        try once(House.rules, after: .hours(9))
        #expect(house.disk.names("spool/tasks/open") == [])
    }
}
