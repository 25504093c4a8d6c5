/// `user crm-sync`, or `group crm-team`: of whom a file may be.
package struct OwnerSyntax: Sendable {
    package enum Kind: Sendable { case user, group }
    package var kind: Kind
    /// As the machine knows it.
    package var name: Name
    package init(kind: Kind, name: Name) {
        self.kind = kind
        self.name = name
    }
}
