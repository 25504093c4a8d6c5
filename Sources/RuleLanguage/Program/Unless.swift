package struct Unless: Hashable, Sendable {
    package var pattern: Pattern
    package var strictly: Bool
    /// T: the window ends this long after the anchor. Zero for a date trigger that says nothing.
    package var within: RuleDuration
    /// L: the window begins this long before the anchor; nil is the whole past.
    package var lookingBack: RuleDuration?
    /// Whether all events of the customer join, whatever keys they carry.
    package var forCustomer: Bool
    package init(
        pattern: Pattern, strictly: Bool, within: RuleDuration, lookingBack: RuleDuration?, forCustomer: Bool = false
    ) {
        self.pattern = pattern
        self.strictly = strictly
        self.within = within
        self.lookingBack = lookingBack
        self.forCustomer = forCustomer
    }
}
