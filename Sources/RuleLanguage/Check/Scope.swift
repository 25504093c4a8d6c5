import Events

/// What a rule brings into its expressions: its keys, and its anchor under the name that `as` gives it.
struct RuleContext {
    var name: Text
    var keys: [RuleKey] = []
    var alias: Name?
    /// The types that the anchor may have; none for a date trigger.
    var anchor = EventTypes()
    /// False if the `when` could not be read, so that nobody knows which alias there is.
    var isAliasKnown = true
    /// False if a key of `per` is wrong, so that nobody knows which one was meant.
    var areKeysKnown = true
}

/// Where an expression stands, which decides what its names mean.
struct Scope {
    enum Place: Hashable { case condition, whileClause, say }

    var place: Place
    /// Nil in a define that no rule uses.
    var rule: RuleContext?
    /// The types of the event that bare names and `event.…` speak of; nil in `while` and `say`, which match none.
    var matched: EventTypes?
    /// Whether the event matched is the anchor itself: in the condition of `when`.
    var isAnchorMatched = false

    /// How many forms an expression has here: one for each type that may be matched.
    var width: Int { matched?.indexes.count ?? 1 }
}

/// An expression whose names are resolved.
struct Typed {
    /// Nil is unknown, and fits everything.
    var type: ValueType?
    /// One for each type that the scope matches, in its order: a field has another slot in each. Where nothing is
    /// matched, one.
    var each: [Expression]

    init(_ type: ValueType?, _ each: [Expression]) {
        self.type = type
        self.each = each
    }

    /// The same for each type.
    init(_ type: ValueType?, _ expression: Expression, in scope: Scope) {
        self.init(type, Array(repeating: expression, count: scope.width))
    }

    static func unknown(in scope: Scope) -> Typed { Typed(nil, .missing, in: scope) }

    func map(_ type: ValueType?, _ form: (Expression) -> Expression) -> Typed { Typed(type, each.map(form)) }
}
