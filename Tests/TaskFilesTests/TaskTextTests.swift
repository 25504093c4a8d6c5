import Engine
import TaskDispatch
import Events
import Testing

@testable import TaskFiles

@Suite struct TaskTextTests {
    @Test func aTaskIsWrittenWithItsKeysInOrderAndItsEvidenceWhole() {
        #expect(
            String(
                decoding: TaskText.bytes(of: .late, evidence: ShownEvidence(whole: [Event.delayedText])), as: UTF8.self)
                    == """
                    {
                      "id": "00ff",
                      "rule": "late-not-told",
                      "title": "Delivery late, customer not told",
                      "customer": "c-42",
                      "key": {"order":"o-9","line":2},
                      "class": "recovery",
                      "queue": "delivery-care",
                      "priority": "high",
                      "say": "Order \\"o-9\\" is late.\\nCall.",
                      "judged_at": "2026-03-02T14:00:00Z",
                      "opened_at": "2026-03-02T14:00:30.5Z",
                      "due_at": "2026-03-02T16:00:30.5Z",
                      "state": "open",
                      "evidence": [
                        {"id":"e-811", "data":{"days" : 2.0}}
                      ],
                      "history": [
                        {"at":"2026-03-02T14:00:30.5Z","change":"opened"}
                      ]
                    }

                    """)
    }

    @Test func aWithdrawnTaskSaysWhyAndByWhat() {
        var task = TaskRecord.late
        task.state = .withdrawn
        task.because = .lateEvidence
        task.dueAt = nil
        task.history.append(
            HistoryEntry(
                at: Timestamp(seconds: 1_772_463_600), kind: .withdrawn, because: .lateEvidence,
                by: EventIdentity(source: "/crm", id: "e-90"), note: "a\u{1}b"))
        let text = String(decoding: TaskText.bytes(of: task, evidence: ShownEvidence(whole: [])), as: UTF8.self)
        #expect(!text.contains("due_at"))
        #expect(text.contains("\"state\": \"withdrawn\",\n  \"because\": \"late-evidence\",\n  \"evidence\": [],\n"))
        #expect(
            text.contains(
                "{\"at\":\"2026-03-02T15:00:00Z\",\"change\":\"withdrawn\",\"because\":\"late-evidence\",\"by\":\"/crm e-90\",\"note\":\"a\\u0001b\"}"
            ))
    }

    @Test func whatIsWrittenCanBeReadBack() throws {
        let event: Text =
            #"{"specversion":"1.0","id":"e-811","source":"/dhl","type":"delivery.delayed","subject":"c-42","time":"2026-03-02T10:00:00Z"}"#
        let task = try #require(TaskDocument(bytes: TaskText.bytes(of: .late, evidence: ShownEvidence(whole: [event]))))
        #expect(task.id == "00ff")
        #expect(task.say == "Order \"o-9\" is late.\nCall.")
        #expect(task.key.map { "\($0.name)=\($0.value)" } == ["line=2", "order=o-9"])
        #expect(task.dueAt == "2026-03-02T16:00:30.5Z")
        #expect(task.because == nil)
        #expect(task.evidence.map(\.type) == ["delivery.delayed"])
        #expect(task.history.map(\.change) == ["opened"])
        #expect(TaskDocument(bytes: Array("{}".utf8)) == nil)
        #expect(task.bringers == [nil])
    }

    @Test func whoBroughtTheEvidenceIsWrittenBesideIt() throws {
        var evidence = ShownEvidence(whole: [Event.delayedText, Event.delayedText])
        evidence.bringers = ["carrier \"sync\"", nil]
        let text = String(decoding: TaskText.bytes(of: .late, evidence: evidence), as: UTF8.self)
        #expect(text.contains("  ],\n  \"brought\": [\"carrier \\\"sync\\\"\",null],\n  \"history\": ["))
        let event: Text = #"{"source":"/dhl","id":"e","type":"a.b","time":"2026-03-02T10:00:00Z"}"#
        evidence.lines = [event, event]
        #expect(
            TaskDocument(bytes: TaskText.bytes(of: .late, evidence: evidence))?.bringers == ["carrier \"sync\"", nil])
    }

    @Test func whatEndedItIsWrittenWholeWithWhoBroughtIt() throws {
        let event: Text =
            #"{"source":"/crm","id":"e-90","type":"call.made","time":"2026-03-02T15:00:00Z", "data":{"a":1}}"#
        var task = TaskRecord.late
        task.history.append(
            HistoryEntry(
                at: Timestamp(seconds: 1_772_463_600), kind: .withdrawn, because: .overtaken,
                by: EventIdentity(source: "/crm", id: "e-90")))
        let shown = ShownEvidence(whole: []).ended(by: event, broughtBy: "crm-sync")
        let bytes = TaskText.bytes(of: task, evidence: shown)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("[],\n  \"ended_by\": \(event),\n  \"ended_by_brought\": \"crm-sync\",\n  \"history"))
        let read = try #require(TaskDocument(bytes: bytes))
        #expect(read.endedByBringer == "crm-sync")
        #expect(read.history.map { read.proof(of: $0)?.type } == [nil, "call.made"])
        #expect(read.history.last.flatMap(read.proof)?.data.map(\.value) == ["1"])
    }

    @Test(
        "An event that would take all room, or was not found, is named by the history only",
        arguments: [0, ShownEvidence.wholeAtMost + 1])
    func unshown(size: Int) {
        let shown = ShownEvidence(whole: []).ended(by: Text(String(repeating: "x", count: size)), broughtBy: "kim")
        #expect(shown.ending == nil)
    }

    @Test func encodedDataIsTold() throws {
        let event: Text =
            #"{"source":"/s","id":"e","type":"a.b","time":"2026-03-02T10:00:00Z","data_base64":"eyJvcmRlciI6eyJpZCI6MX19"}"#
        let task = try #require(TaskDocument(bytes: TaskText.bytes(of: .late, evidence: ShownEvidence(whole: [event]))))
        #expect(task.evidence[0].data.map { "\($0.name) \($0.value)" } == ["order.id 1"])
    }

    @Test func nestedDataIsToldByItsWays() throws {
        let event: Text =
            #"{"source":"/s","id":"e","type":"a.b","time":"2026-03-02T10:00:00Z","data":{"id":5820988219119461501,"to":{"city":"Lyon","x":null,"deep":{"er":{"still":{"a":1}}}},"lines":[1],"n":2.50,"ok":true,"u":18446744073709551615}}"#
        let task = try #require(TaskDocument(bytes: TaskText.bytes(of: .late, evidence: ShownEvidence(whole: [event]))))
        #expect(
            task.evidence[0].data.map { "\($0.name) \($0.value)" } == [
                "id 5820988219119461501", "lines …", "n 2.5", "ok true", "to.city Lyon", "to.deep.er.still …",
                "u 18446744073709551615",
            ])
    }
}
