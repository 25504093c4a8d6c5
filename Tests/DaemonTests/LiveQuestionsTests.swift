import Control
import Events
import Testing

@testable import Daemon

/// What people who work the tasks ask the daemon.
@Suite("Questions about customers") struct LiveQuestionsTests {
    static let rules =
        House.rules + """

            event customer.updated tier text optional  phone text optional

            fact customer.phone = phone of customer.updated
            fact customer.tier  = tier of customer.updated
            """

    let house: House
    init() throws { house = try House(rules: Self.rules) }

    func questions(after span: TimeSpan) throws -> LiveQuestions {
        try LiveQuestions(
            engine: house.rules.engine(since: [:]), settings: house.settings, now: House.start + span, goesOn: { true })
    }

    @Test("what comes due is told with what would end it")
    func coming() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2", after: .hours(1)))
        try house.once(after: .hours(2))
        let asked = try questions(after: .hours(2))
        let answer = try asked.coming(until: asked.now + .days(1), limit: 10)
        #expect(answer.waits.map(\.customer) == ["c-1", "c-2"])
        #expect(
            answer.waits.first
                == ComingAnswer.Wait(
                    at: "2026-03-02T14:00:00Z", rule: "late-not-told", title: "Late, not told", customer: "c-1",
                    key: "order o-1", taskClass: "recovery", queue: "care", priority: "high",
                    unless: "call.made or parcel.delivered"))
        #expect(!answer.isCut)
    }

    @Test("no further than was asked, and no more than was asked")
    func limits() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-2", "o-2", after: .hours(1)))
        try house.once(after: .hours(2))
        let asked = try questions(after: .hours(2))
        #expect(try asked.coming(until: asked.now + .hours(2), limit: 10).waits.map(\.customer) == ["c-1"])
        #expect(try asked.coming(until: asked.now + .hours(1), limit: 10).waits == [])
        let first = try asked.coming(until: asked.now + .days(1), limit: 1)
        #expect(first.waits.map(\.customer) == ["c-1"])
        #expect(first.isCut)
    }

    @Test("a story tells facts, events and what is waited for, and no rule's text")
    func story() throws {
        try house.drop(
            "a.ndjson",
            House.event("u-1", "customer.updated", "c-1", after: .zero, #"{"tier":"gold","phone":"+44 1632 960001"}"#),
            House.event("u-2", "customer.updated", "c-1", after: .hours(1), #"{"tier":"silver"}"#),
            House.late("e-1", "c-1", "o-1"))
        try house.once(after: .hours(2))
        let story = try #require(try questions(after: .hours(2)).story(of: "c-1"))
        #expect(
            story.known == [
                .init(name: "customer.phone", value: "+44 1632 960001"), .init(name: "customer.tier", value: "silver"),
            ])
        #expect(story.events.map(\.type) == ["parcel.late", "customer.updated", "customer.updated"])
        #expect(story.events.first?.fields == "order o-1, days 2")
        #expect(story.earlier == 0)
        #expect(
            story.waits == [
                .init(
                    rule: "late-not-told", title: "Late, not told", key: "order o-1",
                    text: "waits until 2026-03-02 14:00 for call.made or parcel.delivered")
            ])
        #expect(try questions(after: .hours(2)).story(of: "c-9") == nil)
    }

    @Test("what if: the tasks and the waits that an event would end")
    func whatIf() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-1", "o-2", after: .hours(3)))
        try house.once(after: .hours(5))
        let before = house.taskFiles
        let asked = try questions(after: .hours(5))
        let call = try #require(asked.event(House.call("what-if", "c-1", after: .hours(5))))
        let answer = try #require(try asked.whatIf(call))
        #expect(answer.tasks.map(\.key) == ["order o-1"])
        #expect(before.keys.map { String($0) } == answer.tasks.map { "open/\($0.task ?? "").json" })
        #expect(
            answer.waits == [
                .init(rule: "late-not-told", title: "Late, not told", key: "order o-2", at: "2026-03-02T17:00:00Z")
            ])
        // Nothing was kept of it.
        #expect(try questions(after: .hours(5)).whatIf(call) == answer)
        try house.once(after: .hours(5))
        #expect(house.taskFiles == before)
    }

    @Test("an event that speaks of one order ends what is about that one")
    func whatIfOfOne() throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"), House.late("e-2", "c-1", "o-2"))
        try house.once(after: .hours(5))
        let asked = try questions(after: .hours(5))
        let event = House.event("x", "parcel.delivered", "c-1", after: .hours(5), #"{"order":"o-2"}"#)
        let delivered = try #require(asked.event(event))
        let answer = try #require(try asked.whatIf(delivered))
        #expect(answer.tasks.map(\.key) == ["order o-2"])
    }

    @Test("an event that no rule declares is none")
    func undeclared() throws {
        try house.once(after: .zero)
        #expect(try questions(after: .zero).event(House.event("x", "door.opened", "c-1", after: .zero)) == nil)
    }

    @Test("of whom there is too much to be told at once, or who is set aside, it is said, and what tells more")
    func untold() throws {
        func hurried(_ house: House) throws -> LiveQuestions {
            try LiveQuestions(
                engine: house.rules.engine(since: [:]), settings: house.settings, now: House.start + .hours(5),
                goesOn: { false })
        }
        let end = #"; outreachd explain --live --customer "c-slow" tells what there is"#
        let many = try SetAsideTests()
        try many.drop()
        try many.house.once(after: .hours(1))
        #expect(try hurried(many.house).story(of: "c-slow") == nil)
        #expect(try hurried(many.house).untold("c-slow").hasSuffix(#"than the daemon answers at once"# + end))
        #expect(try hurried(many.house).untold("c-9") == #"the daemon knows no customer "c-9""#)
        let slow = try SetAsideTests()
        try slow.setAside()
        #expect(try hurried(slow.house).untold("c-slow").hasPrefix(#"customer "c-slow" is set aside since "#))
        #expect(try hurried(slow.house).untold("c-slow").hasSuffix(end))
    }
}
