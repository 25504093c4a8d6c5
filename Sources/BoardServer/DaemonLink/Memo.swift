/// Answers that are good for a moment: who asks the same meanwhile gets the same, also while it is being found out.
actor Memo<Key: Hashable & Sendable, Value: Sendable> {
    private struct Known {
        var since: ContinuousClock.Instant
        var task: Task<Value, Never>
    }

    private var known: [Key: Known] = [:]
    private let span: Duration
    private static var most: Int { 1_000 }

    /// - Parameter span: how long an answer is good.
    init(for span: Duration) { self.span = span }

    func value(_ key: Key, _ find: @escaping @Sendable () async -> Value) async -> Value {
        let now = ContinuousClock.now
        if let known = known[key], known.since.advanced(by: span) > now { return await known.task.value }
        if known.count >= Self.most { known = known.filter { $0.value.since.advanced(by: span) > now } }
        if known.count >= Self.most { known = [:] }
        let task = Task { await find() }
        known[key] = Known(since: now, task: task)
        return await task.value
    }
}
