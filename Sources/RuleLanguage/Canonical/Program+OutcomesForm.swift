import Events

extension Program {
    /// The written form of all by which tasks are judged afterwards: outcomes by their names, then touches, a line each
    /// with the patterns as the rule language has them. Under programs of one form that also have one canonical form the
    /// same events are outcomes and touches.
    package var outcomesForm: String {
        let text = RuleText(program: self, rule: nil)
        var lines = outcomes.map { outcome in
            "outcome \(outcome.name) \(outcome.title.string.debugDescription) \(outcome.isGood ? "good" : "bad") "
                + "per \(outcome.keys.map(\.string).joined(separator: " ")) when \(text.pattern(outcome.pattern)) "
                + "among \(outcome.among.map(text.pattern) ?? "-") within \(outcome.within)"
        }
        if let ours = touches.ours { lines.append("touch ours \(text.pattern(ours))") }
        if let theirs = touches.theirs { lines.append("touch theirs \(text.pattern(theirs))") }
        return lines.joined(separator: "\n")
    }
}
