/// What will come due if nothing happens that ends it. Times are RFC 3339 in UTC.
package struct ComingAnswer: Codable, Equatable, Sendable {
    /// Something that is waited for.
    package struct Wait: Codable, Equatable, Sendable {
        package var at: String
        package var rule: String
        package var title: String
        package var customer: String
        /// As a person reads it: `order o-9`; empty for a rule without `per`.
        package var key: String
        package var taskClass: String
        /// What the rule says, before its routes are asked.
        package var queue: String
        package var priority: String
        /// The events that would end it, in words; nil if none does.
        package var unless: String?

        package init(
            at: String, rule: String, title: String, customer: String, key: String, taskClass: String, queue: String,
            priority: String, unless: String?
        ) {
            self.at = at
            self.rule = rule
            self.title = title
            self.customer = customer
            self.key = key
            self.taskClass = taskClass
            self.queue = queue
            self.priority = priority
            self.unless = unless
        }
    }

    /// The clock of the daemon, and how far it looked ahead.
    package var now: String
    package var until: String
    /// The earliest first.
    package var waits: [Wait]
    /// Whether there is more than was asked for.
    package var isCut: Bool

    package init(now: String, until: String, waits: [Wait], isCut: Bool) {
        self.now = now
        self.until = until
        self.waits = waits
        self.isCut = isCut
    }
}
