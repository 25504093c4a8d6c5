import Engine
import TaskDispatch
import Events
import RuleLanguage

extension Event {
    static let delayed = Event(
        identity: EventIdentity(source: "/dhl", id: "e-811"), type: 0, customer: "c-42",
        time: Timestamp(seconds: 1_772_445_600), fields: [])
    static let delayedText: Text = #"{"id":"e-811", "data":{"days" : 2.0}}"#
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
