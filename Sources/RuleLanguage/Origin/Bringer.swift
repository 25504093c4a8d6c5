package import Events

/// Who owns a spool file, as the machine knows it at the time of reading.
package struct Bringer: Hashable, Sendable {
    package let uid: UInt32
    /// Nil if the machine has no name for it.
    package let user: Text?
    /// The names of the primary group and the others.
    package let groups: Set<Text>
    /// Whether it is root or the daemon's own user, who could write the state anyway.
    package let maySayEverything: Bool

    package init(uid: UInt32, user: Text?, groups: Set<Text>, maySayEverything: Bool) {
        self.uid = uid
        self.user = user
        self.groups = groups
        self.maySayEverything = maySayEverything
    }

    /// `crm-sync`, or `uid 1234` if the machine has no name for it.
    package var name: Text { user ?? Text("uid \(uid)") }

    func isOne(of owners: [Owner]) -> Bool {
        owners.contains { owner in
            switch owner {
            case .user(let name): return user == name
            case .group(let name): return groups.contains(name)
            }
        }
    }
}
