/// The gates that a program declares at top level, each kind in the order of paths and lines.
package struct GateDeclarations: Hashable, Sendable {
    package var inhibits: [Inhibit] = []
    package var budgets: [Budget] = []
    package var quiets: [QuietHours] = []
    package init() {}
}
