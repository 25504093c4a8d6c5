import CloudEvents
import Engine
import TaskDispatch
package import Events
import Logging
import RuleLanguage
import Spool
import Store

extension TurnProcessor {
    /// Puts other rules in force, durably and as a whole; the rounds that follow bring every customer in line.
    ///
    /// A rule that was never in force before looks back to this moment, less `backfill`: what triggered before starts
    /// nothing. A rule that returns is the one that it was. With an error the old rules stay.
    package mutating func adopt(_ rules: RuleSet, backfill: TimeSpan = .zero) throws(DaemonError) -> RuleActivation {
        let (engine, adoption) = try Self.adopt(rules, in: store, at: clock.read().judging, backfill: backfill)
        try site.use(engine, of: store)
        customers.use(engine)
        inbox.reading.use(rules.program)
        outbox.ledger.use(rules.program)
        tellUnknownOwners()
        return adoption
    }

    /// Of a name that the machine does not know nobody is believed; it may know it later.
    func tellUnknownOwners() {
        for sentence in inbox.reading.origin.unknownOwners { log.warning("\(sentence)") }
    }

    /// The same for a daemon that is just starting: nothing is written if the rules are those of before.
    static func adopt(
        _ rules: RuleSet, in store: StateStore, at now: Timestamp, backfill: TimeSpan
    ) throws(DaemonError) -> (RuleEngine, RuleActivation) {
        do {
            let known = try store.knownRules()
            // A package starts the daemon before anybody has written a rule: those that come then are the very first.
            let isFresh = try known.isEmpty && !store.hasCustomers()
            let before = isFresh ? nil : try store.rulesInForce()
            let adopted = adopting(rules, before: before, known: known, at: now, backfill: backfill)
            try Site.hear(rules.program, in: store)
            if before != adopted.inForce || !adopted.new.isEmpty { try store.adopt(adopted.inForce, new: adopted.new) }
            if adopted.adoption.judgesAnew { try store.releaseUnfinished() }
            return (adopted.engine, adopted.adoption)
        } catch {
            throw DaemonError(error)
        }
    }

    /// What putting rules in force comes to. It writes nothing.
    static func adopting(
        _ rules: RuleSet, before: RulesInForce?, known: [KnownRule], at now: Timestamp, backfill: TimeSpan
    ) -> PendingActivation {
        let names = rules.program.rules.map(\.name)
        // The very first rules judge whatever history is loaded; so do those of a store that did not note names.
        let hasBeginning = before.map { $0.fingerprint != "" } ?? false
        let knownNames = Set(known.map(\.name))
        let new = names.filter { !knownNames.contains($0) }
            .map { KnownRule(name: $0, since: hasBeginning ? now - backfill : nil) }
        let since = Dictionary(
            (known + new).compactMap { rule in rule.since.map { (rule.name, $0) } }, uniquingKeysWith: { $1 })
        let engine = rules.engine(since: since.filter { names.contains($0.key) })
        let isSame = before?.text == rules.text && before?.fingerprint == engine.fingerprint
        let inForce = RulesInForce(
            text: rules.text, fingerprint: engine.fingerprint,
            outreach: Text(rules.program.outreachForm + rules.program.outcomesForm),
            loaded: isSame ? before?.loaded ?? now : now)
        // The same text has the same rules.
        let old = isSame ? nil : before.flatMap { RuleSet.sources($0.text) }.flatMap { compile($0).program }
        let adoption = RuleActivation(
            rules: names.count, new: new.map(\.name), since: new.first?.since,
            removed: old?.rules.map(\.name).filter { !names.contains($0) } ?? [],
            judgesAnew: before?.fingerprint != inForce.fingerprint || before?.outreach != inForce.outreach)
        return PendingActivation(engine: engine, inForce: inForce, new: new, adoption: adoption)
    }

    struct PendingActivation {
        var engine: RuleEngine
        var inForce: RulesInForce
        var new: [KnownRule]
        var adoption: RuleActivation
    }
}
