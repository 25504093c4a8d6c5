import Dispatch

/// Runs an actor's work on a thread of its own: a turn waits for the disk, and the shared pool must not wait with it.
final class TurnExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "outreachd.turn")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
