package import Events

package struct Rule: Sendable {
    package var name: Text
    package var title: Text
    /// The key fields of `per`, in its order; empty for the customer as a whole.
    package var keys: [Text]
    package var keySlots: KeySlots
    package var trigger: Trigger
    package var unless: [Unless]
    /// `after D`; nil if absent.
    package var after: RuleDuration?
    package var whileConditions: [Expression]
    package var task: TaskTemplate
    package var say: [SayPart]
    package var keep: Bool
    package var again: RuleDuration?
    package var expire: RuleDuration
    /// The name in its declaration.
    package var range: SourceRange
    /// What `as` calls the anchor; the rule has its fields by slot.
    package var alias: Text?
    package var pause: Pause?
    package var outreach = Outreach()

    package init(
        name: Text, title: Text, keys: [Text], keySlots: KeySlots, trigger: Trigger, unless: [Unless],
        after: RuleDuration?,
        whileConditions: [Expression], task: TaskTemplate, say: [SayPart], keep: Bool, again: RuleDuration?,
        expire: RuleDuration, range: SourceRange
    ) {
        self.name = name
        self.title = title
        self.keys = keys
        self.keySlots = keySlots
        self.trigger = trigger
        self.unless = unless
        self.after = after
        self.whileConditions = whileConditions
        self.task = task
        self.say = say
        self.keep = keep
        self.again = again
        self.expire = expire
        self.range = range
    }

    /// What `expire` is when a rule says nothing: three days.
    package static let defaultExpire = RuleDuration.elapsed(.days(3))
}
