import Backtest
import Events

extension LedgerFigures {
    /// What `report --json` prints. Shares are of 0...1, with their 95 % intervals; lengths of time are seconds; what
    /// cannot be said is null.
    package var json: JSONValue {
        .object([
            ("since", .time(since)), ("end", .time(end)), ("lines", .whole(lines)), ("unread", .whole(unread)),
            ("touch_horizon", .seconds(touchHorizon)), ("outcomes", .array(outcomes.map(\.json))),
            ("rules", .array(rules.map { .object([("rule", .text($0.name))] + $0.members) })),
            ("all", .object(all.members)),
            ("queues", .array(queues.map { .object([("queue", .text($0.name))] + $0.members) })),
            ("people", .array(people.map { .object([("who", .text($0.name))] + $0.members) })),
            ("holdouts", .array(holdouts.map(\.json))),
            ("never_fired", .array(neverFired.map { .text($0) })),
            ("always_withdrawn", .array(alwaysWithdrawn.map { .text($0) })),
            ("often_dismissed", .array(oftenDismissed.map { .text($0) })),
        ])
    }
}

private typealias Members = [(name: String, value: JSONValue)]

extension LedgerRules.Outcome {
    fileprivate var json: JSONValue {
        .object([
            ("outcome", .text(name)), ("title", .text(title)), ("good", .boolean(isGood)),
            ("within", .seconds(within)),
        ])
    }
}

extension RuleOfLedger {
    fileprivate var members: Members {
        let counts: Members = [
            ("opened", .whole(opened)), ("customers", .whole(customers)), ("claimed", .whole(claimed)),
            ("done", .whole(done)), ("dismissed", .whole(dismissed)), ("withdrawn", withdrawn.json),
            ("missed", .whole(missed)), ("held_out", .whole(heldOut)), ("escalated", .whole(escalated)),
        ]
        let gates: Members = held.sorted { $0.key < $1.key }.map { ($0.key.string, .whole($0.value)) }
        let days: Members = byDay.sorted { $0.key < $1.key }.map { ($0.key.description, .whole($0.value)) }
        return counts + [
            ("held", .object(gates)), ("first_to_know", first.json),
            ("outcome_in_spite", .array(inSpite.map(\.json))), ("by_day", .object(days)),
        ]
    }
}

extension Withdrawals {
    fileprivate var json: JSONValue {
        .object([
            ("by_outcome", .whole(byOutcome)), ("by_ours", .whole(byOurTouch)), ("by_theirs", .whole(byTheirTouch)),
            ("otherwise", .whole(otherwise)),
        ])
    }
}

extension FirstToKnow {
    fileprivate var json: JSONValue {
        .object([("ours", ours.json), ("ahead", ahead.json), ("behind", behind.json)])
    }
}

extension InSpite {
    fileprivate var json: JSONValue {
        .object([("outcome", .text(outcome)), ("share", share.json), ("waiting", .whole(waiting))])
    }
}

extension Pace {
    fileprivate var members: Members { [("to_claim", toClaim.json), ("to_done", toDone.json)] }
}

extension HoldoutFigures {
    fileprivate var json: JSONValue {
        let told = difference.map { difference in
            JSONValue.object([
                ("value", .number(difference.value)), ("low", .number(difference.low)),
                ("high", .number(difference.high)),
            ])
        }
        return .object([
            ("rule", .text(rule)), ("outcome", .text(outcome)), ("good", .boolean(isGood)), ("called", called.json),
            ("held_out", heldOut.json), ("enough", .boolean(isEnough)), ("difference", told ?? .null),
        ])
    }
}

extension HoldoutFigures.Arm {
    fileprivate var json: JSONValue {
        .object([("hits", .whole(hits)), ("decided", .whole(decided)), ("waiting", .whole(waiting))])
    }
}

extension Rate {
    /// How many, of how many, of how many customers, the share and its interval.
    fileprivate var json: JSONValue {
        .object([
            ("hits", .whole(hits)), ("of", .whole(of)), ("customers", .whole(customers)),
            ("share", .optional(share)), ("low", .optional(interval?.low)), ("high", .optional(interval?.high)),
        ])
    }
}

extension Spread? {
    /// Null where there is none.
    fileprivate var json: JSONValue {
        guard let self else { return .null }
        return .object([
            ("count", .whole(self.count)), ("p10", .seconds(self.p10)), ("median", .seconds(self.median)),
            ("p90", .seconds(self.p90)),
        ])
    }
}
