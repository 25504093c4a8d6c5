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
