package import Events

/// `inhibit X while Y [and D after]`: no task of X comes out while the customer has one of Y.
package struct Inhibit: Hashable, Sendable {
    package var what: TaskSelector
    package var whileAny: TaskSelector
    /// D: also so long after a task of Y that had come out ended.
    package var after: TimeSpan?
    package init(what: TaskSelector, whileAny: TaskSelector, after: TimeSpan?) {
        self.what = what
        self.whileAny = whileAny
        self.after = after
    }
}
