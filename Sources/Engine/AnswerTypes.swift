package import Events
import RuleLanguage

/// Where the language's own event types stand in the schema.
package struct AnswerTypes: Sendable {
    package let claimed: Int
    package let done: Int
    package let dismissed: Int
    package let snoozed: Int
    package let released: Int
    package var task: Int { 0 }
    package var by: Int { 2 }
    package var outcome: Int { 3 }
    package var reason: Int { 4 }
    package var until: Int { 5 }

    package init(_ schema: Schema) {
        func index(_ name: Text) -> Int { schema.index(of: name) ?? -1 }
        claimed = index("task.claimed")
        done = index("task.done")
        dismissed = index("task.dismissed")
        snoozed = index("task.snoozed")
        released = index("task.released")
    }
}
