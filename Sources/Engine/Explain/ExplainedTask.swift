/// A task as it is, which may differ from the verdicts where events came late.
package struct ExplainedTask: Hashable, Sendable {
    package var task: TaskRecord
    /// In one line.
    package var text: String
}
