package import Events
package import RuleLanguage

extension RuleEngine {
    /// The instant so long after another.
    package func after(_ duration: RuleDuration, _ start: Timestamp) -> Timestamp { duration.after(start, calendars) }

    /// When a task is due that comes out at an instant; nil if it never is.
    package func due(_ assignment: Assignment, from start: Timestamp) -> Timestamp? {
        guard let due = assignment.due.map({ after($0, start) }), due < .distantFuture else { return nil }
        return due
    }

    /// When a calendar, by its place in the program, opens next; nil if it is open at the instant, `Timestamp.distantFuture`
    /// if it never opens again.
    package func nextOpening(of calendar: Int, ifClosedAt t: Timestamp) -> Timestamp? {
        let opening = calendars[calendar].nextOpening(from: t) ?? .distantFuture
        return opening == t ? nil : opening
    }

    /// Whether a rule holds a customer out: its `holdout` draws this customer. Always the same, on every machine.
    package func isHeldOut(rule index: Int, customer: Text) -> Bool {
        let rule = program.rules[index]
        guard let percent = rule.outreach.holdoutPercent else { return false }
        var hash = SHA256()
        hash.update("holdout\n".utf8)
        rule.name.withBytes { hash.update($0) }
        hash.update(UInt8(ascii: "\n"))
        customer.withBytes { hash.update($0) }
        let digest = hash.digest()
        let drawn = UInt64(digest[0]) << 32 | UInt64(digest[1])
        return Double(drawn) < percent / 100 * 0x1p64
    }

    /// Ends an open verdict at the very end of what is folded: the same as to fold anew with its ending among what
    /// dispatch has ended.
    /// - Parameter cools: whether `again after` counts from there.
    package func end(_ verdict: Verdict, cools: Bool, in folded: inout FoldedTimeline) {
        guard let place = folded.fold.find(verdict.rule, verdict.key),
            let number = folded.fold[place].episodes.firstIndex(where: {
                $0.phase == .open && $0.triggers.first == verdict.episode.triggers.first
                    && $0.date == verdict.episode.date
            })
        else { return }
        folded.fold[place].episodes.remove(at: number)
        folded.fold.changedAt = folded.fold.frontier
        // The next answer looks for the open ones again.
        folded.fold.openNames = nil
        guard cools else { return }
        let again = program.rules[verdict.rule].again
        folded.fold[place].coolsUntil = again.map { after($0, folded.fold.frontier) }
    }

    /// The ids by which answers may name a task of an event trigger, besides its own.
    package func otherIDs(rule: Text, customer: Text, key: [KeyValue], triggers: [EventIdentity]) -> Set<TaskID> {
        Set(triggers.map { .episode(rule: rule, customer: customer, key: key, anchor: $0) })
    }
}

extension FoldedTimeline {
    /// Up to where it is folded, itself included.
    package var frontier: Timestamp { fold.frontier }
}
