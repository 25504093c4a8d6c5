extension RandomProgram {
    /// Leaves out what may stand between a verdict and its task.
    mutating func keepTimeAtWork() {
        defines.removeAll { !$0.hasPrefix("calendar ") }
        for rule in rules.indices {
            rules[rule].clauses.removeAll { clause in
                ["holdout ", "surge ", "escalate "].contains { clause.hasPrefix($0) }
            }
            for place in rules[rule].clauses.indices where rules[rule].clauses[place].hasPrefix("task ") {
                rules[rule].clauses[place] = plain(task: rules[rule].clauses[place])
            }
        }
    }

    /// `task recovery to desk due 2h`, without priorities.
    private func plain(task: String) -> String {
        let words = task.split(separator: " ").map(String.init)
        let due = words.lastIndex(of: "due").map { Array(words[$0...]) } ?? []
        return (words.prefix(3) + ["desk"] + due).joined(separator: " ")
    }
}
