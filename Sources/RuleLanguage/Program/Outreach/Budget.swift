package import Events

/// `budget X N within D [counting P]`: how often a customer is bothered at most.
package struct Budget: Hashable, Sendable {
    package var what: TaskSelector
    /// N, at least 1.
    package var most: Int
    /// D: counted is what came out in (t - D, t].
    package var within: TimeSpan
    /// P: the customer's events that count like a task.
    package var counting: Pattern?
    package init(what: TaskSelector, most: Int, within: TimeSpan, counting: Pattern?) {
        self.what = what
        self.most = most
        self.within = within
        self.counting = counting
    }
}
