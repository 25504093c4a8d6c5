import Events

extension DiagnosticKind {
    static let ofReach = [customerWithoutPer, strictlyForCustomer]

    static let customerWithoutPer = DiagnosticKind(
        "customer-without-per",
        "`for customer` lets all of the customer's events join, which without `per` they do anyway.",
        wrong: rule("when delivery.delayed", "unless contact within 4h for customer"), change: " for customer", to: "")
    static let strictlyForCustomer = DiagnosticKind(
        "strictly-for-customer", "`strictly` asks for the key fields, and `for customer` for none of them.",
        wrong: rule("per order", "when delivery.delayed", "unless strictly delivery.delivered within 4h for customer"),
        change: "strictly ", to: "")
}

extension Checker {
    /// The pattern behind `since`.
    mutating func since(_ reach: ReachSyntax, _ rule: RuleContext?) -> Pattern? {
        reach.since.map { pattern($0, rule: rule) }
    }

    /// Reports a `for customer` that has no effect. A define says it for every rule that uses it, with keys or without.
    mutating func checkReach(_ place: SourceRange, strictly: SourceRange? = nil, _ rule: RuleContext) {
        if strictly != nil {
            report(
                .strictlyForCustomer, "`for customer` does not go with `strictly`", at: place,
                help: "strictly: only events that carry the keys; for customer: all of the customer's; leave one out")
            return
        }
        guard rule.keys.isEmpty, rule.areKeysKnown, let range = rule.range, range.file == place.file,
            range.start <= place.start, place.end <= range.end
        else { return }
        let owner: String
        switch rule.owner {
        case .rule: owner = "a rule without `per`"
        case .route: owner = "a route"
        case .budget: owner = "a budget"
        case .score: owner = "a score"
        case .journey: owner = "a journey"
        case .outcome: owner = "an outcome"
        case .touch: owner = "a touch"
        }
        report(
            .customerWithoutPer, "`for customer` has no effect in \(owner)", at: place,
            help: "without a key all of the customer's events join anyway", suggestion: "")
    }
}
