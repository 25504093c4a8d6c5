/// The gates, in the order in which they are asked; the word is what lines and files say.
package enum GateKind: String, CaseIterable, Hashable, Sendable {
    case holdout, blind, inhibit, budget, quiet, surge
}
