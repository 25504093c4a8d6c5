/// What a back-test, a test or a replay takes otherwise than the daemon.
package struct DispatchOptions: Hashable, Sendable {
    /// Whether `holdout` holds customers out; in tests and back-tests nobody is.
    package var holdsOut: Bool
    /// Whether every feed is taken as heard.
    package var trustsFeeds: Bool

    package init(holdsOut: Bool = true, trustsFeeds: Bool = false) {
        self.holdsOut = holdsOut
        self.trustsFeeds = trustsFeeds
    }
}
