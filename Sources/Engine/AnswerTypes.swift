package import Events
import RuleLanguage

/// Where the language's own event types stand in the schema.
package struct AnswerTypes: Sendable {
    package let claimed: Int
    package let done: Int
    package let dismissed: Int
    package let snoozed: Int
    package let released: Int
    package let task = 0
    package let by = 2
    package let outcome = 3
    package let reason = 4
    package let until = 5

    package init(_ schema: Schema) {
        func index(_ name: Text) -> Int { schema.index(of: name) ?? -1 }
        claimed = index("task.claimed")
        done = index("task.done")
        dismissed = index("task.dismissed")
        snoozed = index("task.snoozed")
        released = index("task.released")
    }
}
