import Engine
/// What a task is at the moment.
package enum TaskState: String, CaseIterable, Sendable {
    case open, done, dismissed, withdrawn
    /// Its verdict was learned too late (`expire`): there never was a task, only the memory of its id.
    case missed
}
