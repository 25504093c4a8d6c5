import Events

/// Where an expression stands, which decides what its names mean.
struct Scope {
    enum Place: Hashable {
        case condition, whileClause, say, priority, route, weight, letValue, queue

        /// The word of the language behind which the expression stands.
        var word: String {
            switch self {
            case .condition: return "where"
            case .whileClause: return "while"
            case .say: return "say"
            case .priority: return "`if` behind a priority"
            case .route: return "the `where` of a route"
            case .weight: return "the weight of an `add`"
            case .letValue: return "`let`"
            case .queue: return "a queue"
            }
        }
    }

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
