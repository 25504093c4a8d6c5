/// What a route may ask of a task: what the rule itself says of it, before any route.
package enum TaskField: String, CaseIterable, Hashable, Sendable {
    case rule
    case taskClass = "class"
    case queue, priority
}
