import Events
import RuleLanguage

/// Where the language's own event types stand in the schema.
struct AnswerTypes: Sendable {
    let claimed: Int
    let done: Int
    let dismissed: Int
    let snoozed: Int
    let task = 0
    let by = 2
    let outcome = 3
    let reason = 4
    let until = 5

    init(_ schema: Schema) {
        func index(_ name: Text) -> Int { schema.index(of: name) ?? -1 }
        claimed = index("task.claimed")
        done = index("task.done")
        dismissed = index("task.dismissed")
        snoozed = index("task.snoozed")
    }
}
