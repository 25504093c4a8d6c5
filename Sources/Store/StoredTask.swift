package import Engine
package import TaskDispatch
package import Events
package import RuleLanguage

/// A task that has a file: the bytes of that, and what can be asked of it without reading them.
package struct StoredTask: Sendable, Equatable {
    package var id: TaskID
    package var customer: Text
    package var rule: Text
    package var state: TaskState
    package var queue: Text
    package var priority: Priority
    package var dueAt: Timestamp?
    /// When it ended; nil while it is open or held.
    package var endedAt: Timestamp?
    /// Who claimed it first since it came out or was given back.
    package var owner: Text?
    /// The gate that keeps it back, while it is held.
    package var heldBy: Text?
    /// The exact bytes of its file.
    package var body: [UInt8]

    init(
        id: TaskID, customer: Text, rule: Text, state: TaskState, queue: Text, priority: Priority, dueAt: Timestamp?,
        endedAt: Timestamp?, owner: Text?, heldBy: Text?, body: [UInt8]
    ) {
        self.id = id
        self.customer = customer
        self.rule = rule
        self.state = state
        self.queue = queue
        self.priority = priority
        self.dueAt = dueAt
        self.endedAt = endedAt
        self.owner = owner
        self.heldBy = heldBy
        self.body = body
    }

    package init(_ record: TaskRecord, body: [UInt8]) {
        self.init(
            id: record.id, customer: record.customer, rule: record.rule, state: record.state, queue: record.queue,
            priority: record.priority, dueAt: record.dueAt, endedAt: nil,
            owner: record.outreach.owner,
            heldBy: record.state == .held ? record.outreach.hold.map { Text($0.gate.rawValue) } : nil, body: body)
        for entry in record.history {
            switch entry.kind {
            case .opened, .held: endedAt = nil
            case .done, .dismissed, .withdrawn, .missed: endedAt = entry.at
            case .claimed, .released, .snoozed, .heldOut, .escalated: break
            }
        }
    }
}
