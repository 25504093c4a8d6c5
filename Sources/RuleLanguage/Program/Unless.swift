package struct Unless: Hashable, Sendable {
    package var pattern: Pattern
    package var strictly: Bool
    /// T: the window ends this long after the anchor. Zero for a date trigger that says nothing.
    package var within: RuleDuration
    /// L: the window begins this long before the anchor; nil is the whole past.
    package var lookingBack: RuleDuration?
    package init(pattern: Pattern, strictly: Bool, within: RuleDuration, lookingBack: RuleDuration?) {
        self.pattern = pattern
        self.strictly = strictly
        self.within = within
        self.lookingBack = lookingBack
    }
}
