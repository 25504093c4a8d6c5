import Foundation
import Logging
import Synchronization
import Testing
import TestSupport

@testable import Systemd

/// A journal that keeps what it is sent, a clock that a test turns, and what was put off until later.
private final class FakeJournal: Sendable {
    let entries = Mutex<[JournalEntry]>([])
    let now = Mutex(0.0)
    let putOff = Mutex<[@Sendable () -> Void]>([])

    func logger(burst: Int = 3) -> Logger {
        let sink = JournalSink(
            burst: burst, span: 30, clock: { self.now.withLock { $0 } },
            transport: { entry in self.entries.withLock { $0.append(entry) } },
            later: { _, work in self.putOff.withLock { $0.append(work) } })
        return Logger(label: "outreachd", factory: { _ in JournalLogHandler(sink: sink) })
    }

    func pass(seconds: Double) {
        now.withLock { $0 += seconds }
        let due = putOff.withLock { work in
            defer { work = [] }
            return work
        }
        for work in due { work() }
    }

    var all: [JournalEntry] { entries.withLock { $0 } }
}

@Suite struct JournalTests {
    @Test func anOpenedTaskIsFoundByItsIDAndItsFields() {
        let journal = FakeJournal()
        journal.logger().info(
            "task opened",
            metadata: JournalMessage.taskOpened.metadata(["rule": "late", "customer": "c-1", "task": "ab12"]))
        let entry = journal.all[0]
        #expect(entry.value("MESSAGE_ID") == JournalMessage.taskOpened.messageID)
        #expect(entry.value("OUTREACHD_RULE") == "late")
        #expect(entry.value("OUTREACHD_CUSTOMER") == "c-1")
        #expect(entry.value("OUTREACHD_TASK") == "ab12")
        #expect(entry.value("PRIORITY") == "6")
        #expect(entry.value("MESSAGE") == "task opened customer=c-1 rule=late task=ab12")
        #expect(entry.value("OUTREACHD_OCCURRENCE") == nil)
    }

    @Test func theMessageShowsWhatPeopleMaySeeAndTheFieldsHoldWhatWasSaid() {
        let journal = FakeJournal()
        let sink = JournalSink(
            burst: 3, span: 30, clock: { 0 }, transport: { entry in journal.entries.withLock { $0.append(entry) } },
            later: { _, _ in })
        let shown: @Sendable (Substring) -> String = {
            String($0).replacing("\u{1b}", with: "ESC").replacing("\n", with: "LF")
        }
        let log = Logger(label: "outreachd", factory: { _ in JournalLogHandler(sink: sink, shown: shown) })
        log.warning("one\u{1b}\ntwo", metadata: ["customer": "c\u{1b}\n1"])
        let entry = journal.all[0]
        #expect(entry.value("MESSAGE") == "oneESC\ntwo customer=cESCLF1")
        #expect(entry.value("OUTREACHD_CUSTOMER") == "c\u{1b}\n1")
    }

    @Test func aNameWithLineEndsStaysOneField() {
        let journal = FakeJournal()
        let name = "a\nMESSAGE_ID=forged\nb.json"
        journal.logger().warning("file rejected", metadata: ["file": .string(name)])
        let entry = journal.all[0]
        #expect(entry.value("OUTREACHD_FILE") == name)
        #expect(entry.value("MESSAGE_ID") == nil)
    }

    @Test(arguments: [
        ("file", "OUTREACHD_FILE"), ("last-file", "OUTREACHD_LAST_FILE"), ("x.y=z", "OUTREACHD_X_Y_Z"),
        (String(repeating: "a", count: 90), "OUTREACHD_" + String(repeating: "A", count: 54)),
    ])
    func aKeyBecomesANameThatTheJournalTakes(key: String, name: String) {
        #expect(JournalEntry.fieldName(of: key) == name)
    }

    @Test func aFloodIsCutAndSaidSo() {
        let journal = FakeJournal()
        let log = journal.logger(burst: 3)
        for number in 1...10 {
            log.info("task opened", metadata: JournalMessage.taskOpened.metadata(["task": "\(number)"]))
        }
        #expect(journal.all.count == 3)
        // Another kind is not held back by it.
        log.error("rules refused", metadata: JournalMessage.rulesRefused.metadata())
        #expect(journal.all.count == 4)
        journal.pass(seconds: 30)
        #expect(journal.all.count == 5)
        #expect(journal.all[4].value("OUTREACHD_HELD") == "7")
        #expect(journal.all[4].value("OUTREACHD_KIND") == "task-opened")
        // And then it may speak again.
        log.info("task opened", metadata: JournalMessage.taskOpened.metadata())
        #expect(journal.all.count == 6)
    }

    @Test func aSteadyTrickleIsNeverCut() {
        let journal = FakeJournal()
        let log = journal.logger(burst: 3)
        for _ in 1...50 {
            log.info("task opened", metadata: JournalMessage.taskOpened.metadata())
            journal.pass(seconds: 15)
        }
        #expect(journal.all.count == 50)
    }

    @Test func aLevelBelowTheLoggersIsNotSent() {
        let journal = FakeJournal()
        journal.logger().debug("a customer's words")
        #expect(journal.all.isEmpty)
    }
}

@Suite struct CatalogTests {
    @Test(arguments: JournalMessage.allCases)
    func everyOccurrenceHasItsHelp(occurrence: JournalMessage) throws {
        let text = try Checkout.text("packaging/outreachd.catalog")
        #expect(text.contains("\n-- \(occurrence.messageID)\nSubject: "))
    }

    @Test func theCatalogKnowsNoOther() throws {
        let text = try Checkout.text("packaging/outreachd.catalog")
        let ids = text.split(separator: "\n").filter { $0.hasPrefix("-- ") }.map { String($0.dropFirst(3)) }
        #expect(Set(ids) == Set(JournalMessage.allCases.map(\.messageID)))
        #expect(ids.count == JournalMessage.allCases.count)
    }
}
