package import Events

/// Whose files are believed: a user of the machine, or all members of a group.
package enum Owner: Hashable, Sendable {
    case user(Text)
    case group(Text)
}

extension Owner: CustomStringConvertible {
    /// `user crm-sync`, as a rule file has it.
    package var description: String {
        switch self {
        case .user(let name): return "user \(name)"
        case .group(let name): return "group \(name)"
        }
    }
}
