import Events
import Foundation
import TestSupport
import Testing

@testable import Daemon

/// The ledger tells who was heard of first after a task came out, and what came of it.
@Suite("What came of a task")
struct FollowedTests {
    static let rules = """
        event parcel.late    order text  days number
        event call.made      order text optional
        event call.received  order text optional
        event review.written order text  score number

        outcome unhappy "A bad review"
          per    order
          when   review.written where score <= 2
          within 10d

        touch ours   = call.made
        touch theirs = call.received

        rule late-not-told "Late"
          per  order
          when parcel.late
          task recovery to care
          say  "Call."
        """

    let house: House
    init() throws { house = try House(rules: Self.rules) }

    /// Lines of a story: what was touched and what was caught, after the task of o-1 came out.
    /// - Parameter days: what arrives on each day, from the day on which the task came out; each an event and how long
    ///   after that it happened.
    private func told(_ days: [[(event: String, order: String?, at: TimeSpan)]], before: [String] = []) throws
        -> [String]
    {
        try house.drop("before.ndjson", before.joined(separator: "\n"))
        try house.drop("late.json", House.late("late", "c-1", "o-1", after: .minutes(-1)))
        try house.once(after: .zero)
        for (day, events) in days.enumerated() {
            let lines = events.enumerated().map { place, event in
                let order = event.order.map { #""order":"\#($0)""# } ?? ""
                let score = event.event == "review.written" ? #","score":1"# : ""
                return House.event("e-\(day)-\(place)", event.event, "c-1", after: event.at, "{\(order)\(score)}")
            }
            try house.drop("day-\(day).ndjson", lines.joined(separator: "\n"))
            try house.once(after: .days(Int64(day + 1)))
        }
        return try house.ledger.compactMap { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            let by = (object["by"] as? String ?? "").dropFirst("/s ".count)
            if let side = object["first"] { return "\(side) first by \(by)" }
            if let side = object["then"] { return "then \(side) by \(by)" }
            return object["outcome"].map { "\($0) by \(by)" }
        }
    }

    @Test("is told once, by the first touch of each side")
    func once() throws {
        #expect(
            try told([
                [("call.made", nil, .hours(1)), ("call.made", nil, .hours(2)), ("call.received", nil, .hours(3))],
                [("call.received", "o-1", .hours(26)), ("call.made", "o-1", .hours(27))],
            ]) == ["ours first by e-0-0", "then theirs by e-0-2"])
    }

    @Test("counts touches from the very instant at which it came out, and none before")
    func instant() throws {
        #expect(
            try told(
                [[("call.received", nil, .zero), ("call.made", nil, .minutes(1))]],
                before: [House.event("b-1", "call.made", "c-1", after: .minutes(-1))])
                == ["theirs first by e-0-0", "then ours by e-0-1"])
    }

    @Test("is theirs where both are heard at one instant")
    func both() throws {
        #expect(
            try told([[("call.made", nil, .hours(1)), ("call.received", nil, .hours(1))]])
                == ["ours first by e-0-0", "theirs first by e-0-1"])
    }

    @Test("is told anew where an earlier touch is learned later")
    func learnedLate() throws {
        #expect(
            try told([
                [("call.made", nil, .hours(5))], [("call.received", nil, .hours(3))], [("call.made", nil, .hours(2))],
                [("call.made", nil, .hours(4))],
            ]) == ["ours first by e-0-0", "theirs first by e-1-0", "ours first by e-2-0"])
    }

    @Test("is by events that join: another order's are another task's, one without an order speaks for all")
    func joins() throws {
        #expect(
            try told([
                [("call.made", "o-2", .hours(1)), ("review.written", "o-2", .hours(2))],
                [
                    ("call.made", nil, .hours(25)), ("review.written", "o-1", .hours(26)),
                    ("review.written", "o-1", .hours(27)),
                ],
            ]) == ["ours first by e-1-0", "unhappy by e-1-1", "unhappy by e-1-2"])
    }

    @Test("catches outcomes after it came out, up to the end of their horizon, that included")
    func horizon() throws {
        let first: [(event: String, order: String?, at: TimeSpan)] = [
            ("review.written", "o-1", .zero), ("review.written", "o-1", .minutes(1)),
        ]
        let last: [(event: String, order: String?, at: TimeSpan)] = [
            ("review.written", "o-1", .days(10)), ("review.written", "o-1", .days(10) + .minutes(1)),
            ("call.made", nil, .days(10) + .minutes(1)),
        ]
        let days = [first] + Array(repeating: [], count: 9) + [last]
        #expect(try told(days) == ["unhappy by e-0-1", "unhappy by e-10-0"])
    }

    @Test("says where the task began with a touch of theirs")
    func theirs() throws {
        let rules = Self.rules.replacing("when parcel.late", with: "when call.received")
        let house = try House(rules: rules)
        try house.drop("a.json", House.event("e-1", "call.received", "c-1", after: .minutes(-1), #"{"order":"o-1"}"#))
        try house.once(after: .zero)
        try house.drop("b.json", House.event("e-2", "call.made", "c-1", after: .hours(1)))
        try house.once(after: .hours(1))
        let touched = house.ledger.filter { $0.contains("touched") }
        #expect(touched.count == 1 && touched.allSatisfy { $0.hasSuffix(#""anchor":"theirs"}"#) })
    }

    @Test(
        "says what the event was by which it was withdrawn",
        arguments: [("call.made", "ours"), ("call.received", "theirs"), ("review.written", "outcome")])
    func withdrawn(event: String, was: String) throws {
        let any = "call.made or call.received or review.written"
        let house = try House(
            rules: Self.rules.replacing("when parcel.late", with: "when parcel.late unless \(any) within 1min"))
        try house.drop("late.json", House.late("late", "c-1", "o-1", after: .minutes(-2)))
        try house.once(after: .zero)
        let data = #"{"order":"o-1","score":1}"#
        try house.drop("e.json", House.event("e-1", event, "c-1", after: .hours(1), data))
        try house.once(after: .hours(1))
        let line = try #require(house.ledger.first { $0.contains(#""change":"withdrawn""#) })
        #expect(line.contains(#""was":"\#(was)""#))
    }

    @Test("is told of an outcome that is declared later, once, of all events that are known")
    func declaredLater() throws {
        try house.drop("late.json", House.late("late", "c-1", "o-1", after: .minutes(-1)))
        try house.once(after: .zero)
        try house.drop(
            "e.ndjson", House.event("e-1", "review.written", "c-1", after: .hours(1), #"{"order":"o-1","score":2}"#))
        try house.once(after: .hours(1))
        let more = Self.rules + "\noutcome sad \"Sad\" per order when review.written where score <= 2 within 5d\n"
        let later = try House(rules: more, on: house.disk)
        try later.once(after: .hours(2))
        try later.once(after: .hours(3))
        let outcomes = later.ledger.compactMap { $0.firstMatch(of: /"outcome":"([a-z]+)","by"/).map { String($0.1) } }
        #expect(outcomes == ["unhappy", "sad"])
        #expect(later.ledger.filter { $0.contains(#""change":"rules""#) }.count == 2)
    }

    @Test("is told once however the daemon dies", arguments: [CrashTests.Afterwards.theNextStart, .theSameDaemon])
    func crashes(afterwards: CrashTests.Afterwards) throws {
        let story: [CrashTests.Stage] = [
            .init(at: .zero, files: [("a.json", [House.late("late", "c-1", "o-1", after: .minutes(-1))])]),
            .init(
                at: .hours(2),
                files: [
                    (
                        "b.ndjson",
                        [
                            House.event("e-1", "call.made", "c-1", after: .hours(1)),
                            House.event("e-2", "call.received", "c-1", after: .hours(2)),
                            House.event(
                                "e-3", "review.written", "c-1", after: .hours(2), #"{"order":"o-1","score":1}"#),
                        ]
                    )
                ]),
        ]
        let (undisturbed, _) = try CrashTests().play(stoppedAt: nil, story: story, rules: Self.rules)
        #expect(undisturbed.ledger.count == 5)
        for stage in story.indices {
            var arrows = 0
            while true {
                let (outcome, stopped) = try CrashTests().play(
                    stoppedAt: (stage, arrows + 1), afterwards, story: story, rules: Self.rules)
                if !stopped { break }
                arrows += 1
                #expect(outcome == undisturbed, "stopped after arrow \(arrows) of stage \(stage)")
            }
            #expect(arrows > 0)
        }
    }
}
