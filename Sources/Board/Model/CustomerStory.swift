package import Events

/// What the daemon tells of a customer.
package struct CustomerStory: Sendable {
    package struct Event: Sendable {
        package var time: Timestamp?
        package var type: String
        package var source: String
        package var id: String
        package var fields: String

        package init(time: Timestamp?, type: String, source: String, id: String, fields: String) {
            self.time = time
            self.type = type
            self.source = source
            self.id = id
            self.fields = fields
        }
    }

    package struct Wait: Sendable {
        package var title: String
        package var key: String
        package var text: String

        package init(title: String, key: String, text: String) {
            self.title = title
            self.key = key
            self.text = text
        }
    }

    /// Facts, scores and stages: `tier`, `gold`.
    package var known: [(name: String, value: String)]
    /// The latest of the timeline, in its order.
    package var events: [Event]
    package var earlier: Int
    package var waits: [Wait]
    package var setAside: String?

    package init(
        known: [(name: String, value: String)], events: [Event], earlier: Int, waits: [Wait], setAside: String?
    ) {
        self.known = known
        self.events = events
        self.earlier = earlier
        self.waits = waits
        self.setAside = setAside
    }

    /// A number to call, as it was written.
    var phone: String? {
        known.first { Telephone.isName($0.name) && Telephone.number($0.value) != nil }?.value
    }
}

/// What would go if the customer was reached now.
package struct WhatIf: Sendable {
    /// The ids of tasks.
    package var tasks: [String]
    /// What is waited for, in words.
    package var waits: [String]

    package init(tasks: [String], waits: [String]) {
        self.tasks = tasks
        self.waits = waits
    }
}
