import Engine
import Events
import Foundation
import RuleLanguage
import Testing

@testable import TaskFiles

@Suite struct TaskTextTests {
    @Test func aTaskIsWrittenWithItsKeysInOrderAndItsEvidenceWhole() {
        #expect(
            String(decoding: TaskText.bytes(of: .late, evidence: [.delayed]), as: UTF8.self) == """
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
        let text = String(decoding: TaskText.bytes(of: task, evidence: []), as: UTF8.self)
        #expect(!text.contains("due_at"))
        #expect(text.contains("\"state\": \"withdrawn\",\n  \"because\": \"late-evidence\",\n  \"evidence\": [],\n"))
        #expect(
            text.contains(
                "{\"at\":\"2026-03-02T15:00:00Z\",\"change\":\"withdrawn\",\"because\":\"late-evidence\",\"by\":\"/crm e-90\",\"note\":\"a\\u0001b\"}"
            ))
    }

    @Test func whatIsWrittenCanBeReadBack() throws {
        var event = Event.delayed
        event = Event(
            identity: event.identity, type: 0, customer: event.customer, time: event.time, fields: [],
            json:
                #"{"specversion":"1.0","id":"e-811","source":"/dhl","type":"delivery.delayed","subject":"c-42","time":"2026-03-02T10:00:00Z"}"#
        )
        let task = try #require(TaskDocument(bytes: TaskText.bytes(of: .late, evidence: [event])))
        #expect(task.id == "00ff")
        #expect(task.say == "Order \"o-9\" is late.\nCall.")
        #expect(task.key.map { "\($0.name)=\($0.value)" } == ["line=2", "order=o-9"])
        #expect(task.dueAt == "2026-03-02T16:00:30.5Z")
        #expect(task.because == nil)
        #expect(task.evidence.map(\.type) == ["delivery.delayed"])
        #expect(task.history.map(\.change) == ["opened"])
        #expect(TaskDocument(bytes: Array("{}".utf8)) == nil)
    }
}

@Suite struct TaskFolderTests {
    let disk: TemporaryFolder
    let tasks: TaskFolder
    init() throws {
        disk = try TemporaryFolder()
        tasks = try TaskFolder(path: disk.path + "/tasks")
    }

    func file(_ id: Text, _ place: TaskPlace, _ text: String = "{}") -> TaskFile {
        TaskFile(id: TaskID(id), place: place, bytes: Array(text.utf8))
    }

    @Test func anOpenTaskIsAFileThatTheGroupMayRead() throws {
        try tasks.write([file("a", .open, "one"), file("b", .open, "two")])
        #expect(disk.names("tasks/open") == ["a.json", "b.json"])
        #expect(try disk.read("tasks/open/b.json") == "two")
        let mode = try FileManager.default.attributesOfItem(atPath: tasks.name(TaskID("a"), .open))[.posixPermissions]
        #expect(mode as? Int == 0o640)
    }

    @Test func aTaskThatEndsIsInTheNewFolderBeforeItLeavesTheOld() throws {
        try tasks.write([file("a", .open, "open")])
        let closed = file("a", .closed, "done")
        try tasks.write([closed])
        #expect(disk.names("tasks/open") == ["a.json"])
        #expect(disk.names("tasks/closed") == ["a.json"])
        try tasks.removeElsewhere([closed])
        #expect(disk.names("tasks/open") == [])
        #expect(try disk.read("tasks/closed/a.json") == "done")
    }

    @Test func eachStepMayBeDoneAgain() throws {
        for _ in 1...2 {
            try tasks.write([file("a", .closed, "x")])
            try tasks.removeElsewhere([file("a", .closed)])
        }
        #expect(disk.names("tasks/closed") == ["a.json"])
        #expect(disk.names("tasks/open") == [])
    }

    @Test func whatAnInterruptedRunLeftIsRemovedAndNothingElse() throws {
        try disk.write("torn", to: "tasks/open/.a.json.tmp")
        try disk.write("theirs", to: "tasks/open/.hidden")
        try disk.write("theirs", to: "tasks/closed/notes.txt")
        try tasks.write([file("a", .open, "whole")])
        try disk.write("torn", to: "tasks/closed/.b.json.tmp")
        #expect(try tasks.removeTemporaries() == 1)
        #expect(disk.names("tasks/open") == [".hidden", "a.json"])
        #expect(disk.names("tasks/closed") == ["notes.txt"])
    }

    @Test func aReaderListsTasksAndPassesOverOtherNames() throws {
        try tasks.write([file("b", .open), file("a", .open)])
        try disk.write("{}", to: "tasks/open/.x.json")
        try disk.write("{}", to: "tasks/open/readme")
        let reader = TaskFolder(reading: disk.path + "/tasks")
        #expect(try reader.list(.open) == [TaskID("a"), TaskID("b")])
        #expect(try reader.read(TaskID("c"), .open) == nil)
    }

    @Test func manyFilesAreWrittenLikeFew() throws {
        let files = (0..<100).map { file(Text("t\($0)"), $0 % 3 == 0 ? .closed : .open, "text \($0)") }
        try tasks.write(files)
        #expect(disk.names("tasks/open").count == 66)
        #expect(disk.names("tasks/closed").count == 34)
        for file in files { #expect(try tasks.read(file.id, file.place) == file.bytes) }
    }

    @Test func ofManyFilesThatCannotAllBeWrittenNoneIsLeftBehind() throws {
        // A name that is too long: the last one fails.
        let files =
            (0..<100).map { file(Text("t\($0)"), .open) } + [file(Text(String(repeating: "x", count: 300)), .open)]
        let error = #expect(throws: TaskFilesError.self) { try tasks.write(files) }
        #expect(error?.step == .write)
        #expect(disk.names("tasks/open") == [])
    }

    @Test func whatCannotBeWrittenIsNamed() throws {
        try FileManager.default.removeItem(atPath: disk.path + "/tasks/open")
        let error = #expect(throws: TaskFilesError.self) { try tasks.write([file("a", .open)]) }
        #expect(error?.step == .write)
        #expect(error?.sentence.hasSuffix("cannot be written: No such file or directory") == true)
    }
}

extension Event {
    static let delayed = Event(
        identity: EventIdentity(source: "/dhl", id: "e-811"), type: 0, customer: "c-42",
        time: Timestamp(seconds: 1_772_445_600), fields: [], json: #"{"id":"e-811", "data":{"days" : 2.0}}"#)
}

extension TaskRecord {
    static let late = TaskRecord(
        id: TaskID("00ff"), rule: "late-not-told", title: "Delivery late, customer not told", customer: "c-42",
        key: [KeyValue(name: "order", value: .text("o-9")), KeyValue(name: "line", value: .number(2))],
        taskClass: .recovery, queue: "delivery-care", priority: .high, say: "Order \"o-9\" is late.\nCall.",
        judgedAt: Timestamp(seconds: 1_772_460_000),
        openedAt: Timestamp(seconds: 1_772_460_030, nanoseconds: 500_000_000),
        dueAt: Timestamp(seconds: 1_772_467_230, nanoseconds: 500_000_000), state: .open, because: nil,
        evidence: [Event.delayed.identity],
        history: [
            HistoryEntry(at: Timestamp(seconds: 1_772_460_030, nanoseconds: 500_000_000), kind: .opened)
        ])
}
