/// `since Q` and `for customer`: which events a window counts beside those that its time and the rule's key leave.
package struct ReachSyntax: Sendable {
    /// Only what came after the latest of these.
    package var since: PatternSyntax?
    /// All events of the customer join, whatever keys they carry.
    package var forCustomer: SourceRange?
    package init(since: PatternSyntax? = nil, forCustomer: SourceRange? = nil) {
        self.since = since
        self.forCustomer = forCustomer
    }
}
