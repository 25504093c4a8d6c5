/// What would go if an event came now.
package struct WhatIfAnswer: Codable, Equatable, Sendable {
    /// A task that would be withdrawn, or something that would be waited for no more.
    package struct Gone: Codable, Equatable, Sendable {
        /// The id of the task; nil of what is only waited for.
        package var task: String?
        package var rule: String
        package var title: String
        /// `order o-9`; empty for a rule without `per`.
        package var key: String
        /// Of what is waited for: when it would be judged, RFC 3339 in UTC.
        package var at: String?

        package init(task: String? = nil, rule: String, title: String, key: String, at: String? = nil) {
            self.task = task
            self.rule = rule
            self.title = title
            self.key = key
            self.at = at
        }
    }

    package var tasks: [Gone]
    package var waits: [Gone]

    package init(tasks: [Gone], waits: [Gone]) {
        self.tasks = tasks
        self.waits = waits
    }
}
