import Foundation
import TestSupport

/// What the commands are tried with.
enum Samples {
    static let rules = """
        zone Europe/Athens
        event delivery.delayed   order text  days number
        event delivery.delivered order text
        event call.completed     order text optional  outcome text

        rule late-not-told "Delivery late, customer not told"
          per     order
          when    delivery.delayed as delay where days >= 1
          unless  call.completed or delivery.delivered  within 4h  looking back 1h
          task    recovery to delivery-care  priority high  due 2h
          say     "Order {delay.order} is {delay.days} days late. Call before they ask."

        rule thanks "Somebody was content"
          when    call.completed where outcome = "content"
          task    relationship to front-desk
          say     "Say thanks to {customer.id}."

        """

    static let wrongRules = """
        event delivery.delayed order text
        rule late "Late"
          when delivery.delayd
          task recovery to care
          say "Late."

        """

    static let outcomeRules = """
        event delivery.delayed   order text  days number
        event delivery.delivered order text
        event review.submitted   order text  score number
        event visit.made

        let patience = 4h

        outcome unhappy "A bad review"
          per    order
          when   review.submitted where score <= 2
          within 14d

        rule late "Delivery late"
          per     order
          when    delivery.delayed as delay
          unless  delivery.delivered  within patience
          task    recovery to delivery-care
          say     "Order {delay.order} is late."

        journey order.progress
          stage late  from delivery.delayed
          stage there from delivery.delivered

        """

    static let outcomeEvents =
        [
            event("e-1", "delivery.delayed", "c-1", "2026-03-02T10:00:00Z", #"{"order":"o-1","days":2}"#),
            event("e-2", "review.submitted", "c-1", "2026-03-04T10:00:00Z", #"{"order":"o-1","score":1}"#),
            event("e-3", "delivery.delayed", "c-2", "2026-03-03T10:00:00Z", #"{"order":"o-2","days":1}"#),
            event("e-4", "delivery.delivered", "c-2", "2026-03-03T12:00:00Z", #"{"order":"o-2"}"#),
            event("e-5", "review.submitted", "c-2", "2026-03-05T10:00:00Z", #"{"order":"o-2","score":4}"#),
            event("e-6", "delivery.delayed", "c-3", "2026-03-21T10:00:00Z", #"{"order":"o-3","days":1}"#),
            event("e-7", "delivery.delivered", "c-3", "2026-03-23T10:00:00Z", #"{"order":"o-3"}"#),
            event("e-8", "delivery.delivered", "c-4", "2026-03-22T10:00:00Z", #"{"order":"o-4"}"#),
            event("e-9", "review.submitted", "c-4", "2026-03-24T10:00:00Z", #"{"order":"o-4","score":2}"#),
            event("e-10", "visit.made", "c-1", "2026-04-10T10:00:00Z", "{}"),
        ].joined(separator: "\n") + "\n"

    /// What a daemon has told: two tasks and an episode that was held out, and what came of them.
    static let ledger: String = {
        func line(_ at: String, _ change: String, _ task: Int, _ more: String = "") -> String {
            #"{"seq":1,"at":"2026-03-\#(at)Z","change":"\#(change)"\#(more.isEmpty ? "" : "," + more),"#
                + #""rule":"late","customer":"c-\#(task)","key":{"order":"o-\#(task)"},"#
                + #""task":"0000000000000000000000000000000\#(task)","class":"recovery","queue":"care"}"#
        }
        let rules =
            #"{"seq":1,"at":"2026-03-02T10:00:00Z","change":"rules","rules":["#
            + #"{"rule":"late","title":"Late","class":"recovery","queue":"care","holdout":10},"#
            + #"{"rule":"thanks","title":"Thanks","class":"relationship"}],"outcomes":[{"outcome":"unhappy","#
            + #""title":"A bad review","good":false,"key":["order"],"within":1209600}]}"#
        let ours = #""first":"ours""#
        let lines = [
            rules, line("02T10:00:00", "opened", 1), line("02T11:00:00", "claimed", 1, #""who":"ann""#),
            line("02T11:30:00", "touched", 1, ours), line("02T11:40:00", "done", 1, #""who":"ann","said":"reached""#),
            line("02T12:30:00", "opened", 2), line("02T13:00:00", "touched", 2, #""first":"theirs""#),
            line("02T14:00:00", "withdrawn", 2, #""because":"overtaken","was":"theirs""#),
            line("05T10:00:00", "outcome", 2, #""outcome":"unhappy""#), line("03T10:00:00", "held-out", 3),
            line("30T10:00:00", "held", 4, #""because":"quiet""#), line("30T18:00:00", "opened", 4),
        ]
        return lines.joined(separator: "\n") + "\n"
    }()

    /// One customer of each rule.
    static let events =
        [
            event("e-1", "delivery.delayed", "c-42", "2026-03-02T10:00:00Z", #"{"order":"o-9","days":2}"#),
            event("e-2", "call.completed", "c-44", "2026-03-02T11:00:00Z", #"{"outcome":"content"}"#),
            event("e-3", "delivery.delayed", "c-43", "2026-03-02T12:00:00Z", #"{"order":"o-10","days":3}"#),
        ].joined(separator: "\n") + "\n"

    /// - Parameter data: as JSON.
    static func event(_ id: String, _ type: String, _ customer: String, _ time: String, _ data: String) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/carrier/dhl","type":"\#(type)","subject":"\#(customer)","#
            + #""time":"\#(time)","data":\#(data)}"#
    }

    /// A character that people never see, or that a terminal obeys, as `\u001b` in JSON.
    static let unseen = ["\u{1b}[31m", "\u{9b}2J", "\u{202e}", "\u{200b}", "\u{2028}", "\u{e0041}", "\u{7f}", "\r"]
}

extension CommandLine {
    /// A folder with rules and events.
    static func withSamples(_ more: [String: String] = [:]) throws -> CommandLine {
        let files = [
            "late.rules": Samples.rules, "wrong.rules": Samples.wrongRules, "events.ndjson": Samples.events,
            "outcomes.rules": Samples.outcomeRules, "outcomes.ndjson": Samples.outcomeEvents,
            "ledger/2026-03.ndjson": Samples.ledger, "weights.csv": "order,weight\no-1,2\no-2,0.5\n",
            "wrong.csv": "order,weight\no-1,\n",
        ]
        return try CommandLine(files.merging(more) { $1 })
    }

    /// A folder where the events of the samples, or others, have become tasks in `spool`, at a time.
    static func withTasks(
        _ events: String = Samples.events, at time: String = "2026-03-02T16:30:00Z"
    ) throws -> CommandLine {
        let line = try withSamples(["spool/incoming/events.ndjson": events])
        try line.round(at: time)
        return line
    }

    /// Reads what waits in the spool, and judges what is due.
    /// - Parameter time: nil for now.
    func round(at time: String? = nil) throws {
        let outcome = try run(
            ["run", "--rules", "late.rules", "--spool", "spool", "--state", "state", "--once"]
                + (time.map { ["--now", $0] } ?? []))
        guard outcome.code == 0 else { throw Failed(outcome: outcome) }
    }

    struct Failed: Error { var outcome: Outcome }

    /// The whole ids of the open tasks, the most urgent first.
    func taskIDs() throws -> [String] {
        try run(["tasks", "--spool", "spool", "--json", "--all"]).output.split(separator: "\n").compactMap {
            $0.firstMatch(of: #/"id": "([0-9a-f]+)"/#).map { String($0.1) }
        }
    }
}
