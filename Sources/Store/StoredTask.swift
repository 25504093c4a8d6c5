package import Engine
package import TaskDispatch
package import Events

/// A task that has a file.
package struct StoredTask: Sendable, Equatable {
    package var id: TaskID
    package var customer: Text
    package var rule: Text
    package var state: TaskState
    /// The exact bytes of its file.
    package var body: [UInt8]

    package init(id: TaskID, customer: Text, rule: Text, state: TaskState, body: [UInt8]) {
        self.id = id
        self.customer = customer
        self.rule = rule
        self.state = state
        self.body = body
    }
}
