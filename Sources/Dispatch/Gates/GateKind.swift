/// What may hold a task back, in the order in which it is asked; the word is what lines and files say. Holdout and surge
/// belong to rules and are no `Gate`; the four between them are, in `Dispatcher.init(engine:)`.
package enum GateKind: String, CaseIterable, Hashable, Sendable {
    case holdout, blind, inhibit, budget, quiet, surge
}
