package import Engine
package import Events
import RuleLanguage

/// Why a customer's tasks are as they are: what every rule decided, and the tasks that exist.
package struct ExplainedCustomer: Sendable {
    package let verdicts: Explanation
    /// Of the rules told about.
    package let tasks: [ExplainedTask]
}

extension Dispatcher {
    /// Why everything about a customer is as it is at a time, as if nothing had been learned late.
    ///
    /// - Parameters:
    ///   - events: of this customer, in any order; what comes after `at` takes no part.
    ///   - rules: the places of the rules to tell about.
    ///   - tasks: of this customer; what dispatch has ended is known from them.
    ///   - goesOn: asked now and then whether to go on; nil: it goes on to the end.
    /// - Throws: how far it had come when it was told not to go on.
    package func explanation(
        customer: Text, events: [Event], at: Timestamp, rules: [Int], tasks: [TaskRecord] = [],
        goesOn: (() -> Bool)? = nil
    ) throws(FoldGivenUp) -> ExplainedCustomer {
        ExplainedCustomer(
            verdicts: try engine.explanation(
                customer: customer, events: events, at: at, rules: rules,
                endings: TaskList(tasks).endings, goesOn: goesOn),
            tasks: explained(tasks, rules: rules))
    }

    /// The tasks of some rules, in words.
    package func explained(_ tasks: [TaskRecord], rules: [Int]) -> [ExplainedTask] {
        let names = Set(rules.map { program.rules[$0].name })
        let words = SiteWords(zone: engine.zones.site)
        return tasks.filter { names.contains($0.rule) }.map { ExplainedTask($0, words) }
    }

    /// The same of a customer as a daemon has them, whose past may be settled.
    package func explanation(
        of state: CustomerState, at: Timestamp, rules: [Int], goesOn: (() -> Bool)? = nil
    ) throws(FoldGivenUp) -> ExplainedCustomer {
        ExplainedCustomer(
            verdicts: try engine.explanation(
                of: state.folded, at: at, rules: rules, endings: state.dispatch.tasks.endings, goesOn: goesOn),
            tasks: explained(state.tasks, rules: rules))
    }
}
