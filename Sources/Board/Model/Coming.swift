package import Events

/// What comes due if nothing ends it.
package struct Coming: Sendable {
    package struct Wait: Sendable {
        package var at: Timestamp
        package var title: String
        package var customer: String
        package var key: String
        package var queue: String
        package var unless: String?

        package init(
            at: Timestamp, title: String, customer: String, key: String, queue: String, unless: String?
        ) {
            self.at = at
            self.title = title
            self.customer = customer
            self.key = key
            self.queue = queue
            self.unless = unless
        }
    }

    package var waits: [Wait]
    package var isCut: Bool

    package init(waits: [Wait], isCut: Bool) {
        self.waits = waits
        self.isCut = isCut
    }
}
