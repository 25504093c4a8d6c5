import Foundation
import Testing

@testable import Control

/// The JSON of the channel is what other programs rely on.
@Suite struct ControlWordsTests {
    func text(_ line: [UInt8]) -> String { String(decoding: line, as: UTF8.self) }

    @Test func aRequestIsOneObject() {
        #expect(text(ControlRequest(.reload, backfill: "7d").line) == #"{"backfill":"7d","request":"reload"}"#)
        #expect(ControlRequest(line: Array(#"{"request":"status","more":[1]}"#.utf8)) == ControlRequest(.status))
    }

    @Test(arguments: ["", "{}", "reload", #"{"request":"stop"}"#, #"["status"]"#, "\u{0}", "{\"request\":\"status\""])
    func anythingElseIsNone(line: String) {
        #expect(ControlRequest(line: Array(line.utf8)) == nil)
    }

    @Test func namesInAnAnswerStayAsTheyAre() throws {
        let answer = ControlAnswer(
            reload: ReloadAnswer(live: true, rules: 2, new: ["late_not-Told"], tasks: ["opened_twice": 1]))
        #expect(
            text(answer.line)
                == #"{"reload":{"live":true,"new":["late_not-Told"],"rules":2,"tasks":{"opened_twice":1}}}"#)
        #expect(ControlAnswer(line: answer.line) == answer)
    }

    @Test func membersAreWrittenAsInTheOtherFiles() throws {
        let queue = StatusAnswer.Queue(queue: "care", open: 2, overdue: 1, oldestDue: "2026-03-02T10:00:00Z")
        let events = StatusAnswer.Events(
            files: 1, accepted: 2, duplicates: 3, tooLate: 0, rejected: ["field-missing": 1],
            undeclared: ["page_view.Done": 4])
        let status = StatusAnswer(
            now: "", daemon: .init(pid: 1, started: "", state: .working, trouble: nil, lastTurn: "x"),
            incoming: .init(files: 0, oldest: nil), openTasks: 2, queues: [queue], nextDeadline: nil, behind: 0,
            events: events, tasks: [:],
            rules: .init(count: 0, loaded: "", neverFired: [], refusedAt: nil, refused: nil),
            rejects: [], attention: [])
        let line = text(status.line)
        for part in [
            #""oldest_due":"2026-03-02T10:00:00Z""#, #""too_late":0"#, #""page_view.Done":4"#, #""never_fired":[]"#,
            #""last_turn":"x""#, #""open_tasks":2"#,
        ] {
            #expect(line.contains(part))
        }
        #expect(ControlAnswer(line: ControlAnswer(status: status).line)?.status == status)
    }
}
