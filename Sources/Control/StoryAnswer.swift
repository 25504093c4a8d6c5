/// What the daemon knows of one customer, in words, without the text of the rules. Times are RFC 3339 in UTC.
package struct StoryAnswer: Codable, Equatable, Sendable {
    /// An event of the timeline.
    package struct Event: Codable, Equatable, Sendable {
        package var time: String
        package var type: String
        package var source: String
        package var id: String
        /// `order o-9, days 2`: the declared fields.
        package var fields: String
        /// Who brought it, where that was noted.
        package var brought: String?

        package init(time: String, type: String, source: String, id: String, fields: String, brought: String? = nil) {
            self.time = time
            self.type = type
            self.source = source
            self.id = id
            self.fields = fields
            self.brought = brought
        }
    }

    /// A fact, a score or a stage with what it is now.
    package struct Known: Codable, Equatable, Sendable {
        /// `customer.tier`
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A rule that waits for something.
    package struct Wait: Codable, Equatable, Sendable {
        package var rule: String
        package var title: String
        /// `order o-9`; empty for a rule without `per`.
        package var key: String
        /// `waits until 2026-03-02 14:00 for contact`, in the site's zone.
        package var text: String

        package init(rule: String, title: String, key: String, text: String) {
            self.rule = rule
            self.title = title
            self.key = key
            self.text = text
        }
    }

    package var customer: String
    package var now: String
    package var known: [Known]
    /// The latest of the timeline, in its order.
    package var events: [Event]
    /// How many more there are before them.
    package var earlier: Int
    package var waits: [Wait]
    /// Why the daemon judges nothing of the customer at present, one sentence; nil if it does.
    package var setAside: String?

    package init(
        customer: String, now: String, known: [Known], events: [Event], earlier: Int, waits: [Wait],
        setAside: String? = nil
    ) {
        self.customer = customer
        self.now = now
        self.known = known
        self.events = events
        self.earlier = earlier
        self.waits = waits
        self.setAside = setAside
    }
}
