package import Events

/// `surge N within D [by FIELD]`: so many tasks come out, the others are gathered in an incident.
package struct Surge: Hashable, Sendable {
    /// N, at least 1.
    package var most: Int
    package var within: TimeSpan
    /// Where the anchor (for a date the event that set the fact) has FIELD; empty: all tasks of the rule are one group.
    package var by: [TypedSlot]
    /// FIELD as written; nil without `by`.
    package var field: Text?
    package init(most: Int, within: TimeSpan, by: [TypedSlot], field: Text?) {
        self.most = most
        self.within = within
        self.by = by
        self.field = field
    }
}
