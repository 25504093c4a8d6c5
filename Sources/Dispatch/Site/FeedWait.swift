package import Events

/// A feed that is so silent that its silence holds a task back.
package struct FeedWait: Hashable, Sendable {
    package var feed: Text
    /// The gate is worth asking again as soon as the feed was heard at this time, or later.
    package var needs: Timestamp

    package init(feed: Text, needs: Timestamp) {
        self.feed = feed
        self.needs = needs
    }
}
