import Events

/// A window function: looks at the joined events of `pattern` in [t - within, t].
package struct Window: Hashable, Sendable {
    package var function: WindowFunction
    package var pattern: Pattern
    /// The field that it reads, for each type that has it; empty for `seen` and `count`.
    package var field: [TypedSlot]
    package var within: RuleDuration
    /// Only events after the latest of these count; nil if it says nothing.
    package var since: Pattern?
    /// Whether all events of the customer join, whatever keys they carry.
    package var forCustomer: Bool
    package init(
        function: WindowFunction, pattern: Pattern, field: [TypedSlot], within: RuleDuration, since: Pattern? = nil,
        forCustomer: Bool = false
    ) {
        self.function = function
        self.pattern = pattern
        self.field = field
        self.within = within
        self.since = since
        self.forCustomer = forCustomer
    }
}
