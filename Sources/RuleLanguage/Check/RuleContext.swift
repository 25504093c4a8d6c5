import Events

/// What a rule brings into its expressions: its keys, and its anchor under the name that `as` gives it.
struct RuleContext {
    enum Owner: Hashable {
        case rule
        /// No rule: the condition of a route, the events that a budget counts, a score adds up, a journey follows,
        /// or that are an outcome or a touch. They know the customer only.
        case route, budget, score, journey, outcome, touch
    }

    var name: Text
    var owner = Owner.rule
    /// Its declaration, to tell what it says itself from what it says by a name.
    var range: SourceRange?
    var keys: [RuleKey] = []
    var alias: Name?
    /// Whether it knows the number of an anniversary, `years`.
    var isYearly = false
    /// What the alias is where a value is asked, which does not know it.
    var aliasOutsideLet: Text?
    /// The types that the anchor may have; none for a date trigger.
    var anchor = EventTypes()
    /// False if the `when` could not be read, so that nobody knows which alias there is.
    var isAliasKnown = true
    /// False if a key of `per` is wrong, so that nobody knows which one was meant.
    var areKeysKnown = true

    init(name: Text, owner: Owner = .rule) {
        self.name = name
        self.owner = owner
    }
}
