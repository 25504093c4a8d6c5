import Engine
import TaskDispatch
import Events
import RuleLanguage

@testable import Store

extension StoredTask {
    /// A task of the queue `care`, due at two hours.
    static func example(
        _ id: Text = "t", of customer: Text = "c-1", _ state: TaskState = .open, body: [UInt8] = [0x7b, 0x7d],
        history: [HistoryEntry] = []
    ) -> StoredTask {
        let record = TaskRecord(
            id: TaskID(id), rule: "r", title: "R", customer: customer, key: [], taskClass: .recovery, queue: "care",
            priority: .high, say: "", judgedAt: Timestamp(seconds: 0), openedAt: Timestamp(seconds: 0),
            dueAt: Timestamp(seconds: 7_200), state: state, because: nil, evidence: [], history: history)
        return StoredTask(record, body: body)
    }
}
