import Events

/// A window function: looks at the joined events of `pattern` in [t - within, t].
package struct Window: Hashable, Sendable {
    package var function: WindowFunction
    package var pattern: Pattern
    /// The field that it reads, for each type that has it; empty for `seen` and `count`.
    package var field: [TypedSlot]
    package var within: RuleDuration
    package init(function: WindowFunction, pattern: Pattern, field: [TypedSlot], within: RuleDuration) {
        self.function = function
        self.pattern = pattern
        self.field = field
        self.within = within
    }
}
