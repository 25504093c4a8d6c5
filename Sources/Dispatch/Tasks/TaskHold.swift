package import Engine
package import Events

/// What keeps a task back, or kept it back until it ended.
package struct TaskHold: Hashable, Sendable {
    package var gate: GateKind
    /// When the gate holds no longer, as far as that is known now.
    package var until: Timestamp?
    /// Of a task that is gathered: in which incident.
    package var incident: TaskID?

    package init(gate: GateKind, until: Timestamp? = nil, incident: TaskID? = nil) {
        self.gate = gate
        self.until = until
        self.incident = incident
    }
}
