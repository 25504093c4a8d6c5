import Events

/// What the fold of a timeline leaves, up to its frontier.
struct FoldState: Sendable {
    /// All instants up to here, itself included, have been folded.
    var frontier = Timestamp.distantPast
    /// Nothing has changed since this instant but the frontier; it may be earlier than is said here.
    var changedAt = Timestamp.distantPast
    var instances = InstanceTable()
    /// The answers seen, by task: the first of each.
    var answers: [TaskID: Answer] = [:]
    /// When an episode is judged or a date comes next.
    private var queue = DueQueue()
    /// What is known of facts.
    var facts = FactTable()
    /// How scores stood, up to the frontier.
    var scores = ScoreTable()
    /// Where events stand that join instances.
    var joins = JoinTable()
    /// The open episodes by their ids: made when the first answer asks for one, and kept from then on.
    var openNames: [TaskID: InstanceName]?
    /// At how many instances those that may be forgotten are looked for again.
    private var sweepAt = 32

    /// No episode is judged and no date comes before this.
    var due: Timestamp { queue.first?.at ?? .distantFuture }

    subscript(place: InstanceIndex) -> Instance {
        _read { yield instances[place] }
        _modify { yield &instances[place] }
    }

    /// The instances of a rule.
    mutating func places(of rule: Int) -> [InstanceIndex] { instances.places(of: rule) }

    /// The place of an instance; nil if it is not there.
    func find(_ rule: Int, _ key: [Value]) -> InstanceIndex? { instances.find(rule, key) }

    /// The place of the instance that an event belongs to, all of whose key fields it carries; nil if it is not there.
    /// - Parameter slots: where the event has the rule's key fields.
    func find(_ rule: Int, of event: Event, _ slots: [Int?]) -> InstanceIndex? {
        instances.find(rule, of: event, slots)
    }

    /// The place of the instance whose key is one value; nil if it is not there.
    func find(_ rule: Int, only key: Value) -> InstanceIndex? { instances.find(rule, only: key) }

    /// The place of an instance, which is made if it was not there.
    mutating func instance(rule: Int, key: [Value]) -> InstanceIndex { instances.instance(rule: rule, key: key) }

    /// Wakes an instance at `t`.
    mutating func schedule(_ place: InstanceIndex, at t: Timestamp) { queue.push(self[place].name, at: t) }
    mutating func schedule(_ name: InstanceName, at t: Timestamp) { queue.push(name, at: t) }

    /// The next instance to wake up to `t`; nil if none is left.
    mutating func nextDue(through t: Timestamp) -> InstanceName? { due <= t ? queue.pop()?.name : nil }

    /// Drops what is no longer waited for from the front of the queue, so that `due` is exact.
    mutating func dropStale() {
        while let entry = queue.first {
            if let place = find(entry.name.rule, entry.name.key), self[place].waits(for: entry.at) { return }
            _ = queue.pop()
        }
    }

    /// Forgets the instances that hold nothing; of many only now and then, so that it costs little.
    mutating func sweep(at t: Timestamp) {
        guard instances.count <= 32 || instances.count >= sweepAt else { return }
        if let cooled = instances.removeForgettable(at: t) { changedAt = max(changedAt, cooled) }
        sweepAt = max(32, 2 * instances.count)
    }

    /// Forgets what follows from the instances, which `derive` makes anew.
    mutating func forgetDerived() {
        queue = DueQueue()
        openNames = nil
    }

    /// Makes anew what follows from the instances.
    mutating func derive() {
        queue = DueQueue()
        for instance in instances.sorted {
            for episode in instance.episodes {
                switch episode.phase {
                // One that is paused waits for an event.
                case .armed: if episode.judging < .distantFuture { queue.push(instance.name, at: episode.judging) }
                case .open: break
                }
            }
            if let pending = instance.date?.pending { queue.push(instance.name, at: pending) }
        }
    }
}
