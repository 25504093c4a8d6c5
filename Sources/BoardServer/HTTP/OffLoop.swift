import NIOPosix

/// Does what may wait, for a directory of users or for the daemon, on a thread that may. Those of Swift's tasks may not: they
/// are as many as there are processors, and whoever waits on one keeps the others waiting.
func offLoop<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in
        NIOThreadPool.singleton.submit { _ in done.resume(returning: work()) }
    }
}
