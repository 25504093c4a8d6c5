import Events

/// What the fold of a timeline leaves, up to its frontier.
struct FoldState: Sendable {
    /// All instants up to here, itself included, have been folded.
    var frontier = Timestamp.distantPast
    /// Sorted by rule and key.
    var instances: [Instance] = []
    /// The answers seen, by task: the first of each.
    var answers: [TaskID: Answer] = [:]
    /// No episode is judged and no date comes before this.
    var due = Timestamp.distantFuture

    /// The instances of a rule.
    func range(of rule: Int) -> Range<Int> {
        let start = lower { $0.rule < rule }
        var end = start
        while end < instances.count, instances[end].rule == rule { end += 1 }
        return start..<end
    }

    /// The place of an instance, and whether it is there.
    func find(rule: Int, key: [Value]) -> (place: Int, found: Bool) {
        let place = lower { Instance.precedes(($0.rule, $0.key), (rule, key)) }
        return (place, place < instances.count && instances[place].rule == rule && instances[place].key == key)
    }

    /// The place of an instance, which is made if it was not there.
    mutating func instance(rule: Int, key: [Value]) -> Int {
        let (place, found) = find(rule: rule, key: key)
        if !found { instances.insert(Instance(rule: rule, key: key), at: place) }
        return place
    }

    private func lower(_ isBefore: (Instance) -> Bool) -> Int {
        var low = 0
        var high = instances.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(instances[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Computes `due` anew.
    mutating func refreshDue() {
        due = .distantFuture
        for instance in instances {
            for episode in instance.episodes where episode.status == .armed { due = min(due, episode.judging) }
            if let pending = instance.date?.pending { due = min(due, pending) }
        }
    }
}

/// A person's `task.done` or `task.dismissed`.
struct Answer: Hashable, Sendable {
    var at: Timestamp
    var by: EventRef
    var dismissed: Bool
}
