package import Events

/// Whether an event counts, of which it is known who brought it.
package enum Permission: Hashable, Sendable {
    /// It counts. An answer is said by whom it names.
    case allowed
    /// It counts, and is said by this one, whomever it names.
    case allowedAs(Text)
    /// Only these may say it.
    case notAllowed(who: WhoMay)

    /// Of whom an event would be believed.
    package struct WhoMay: Hashable, Sendable, CustomStringConvertible {
        /// What is theirs: `what begins with "/crm"`.
        package let what: String
        package let owners: [Owner]

        /// `what begins with "/crm" is said by user crm-sync or group crm-team`
        package var description: String {
            let names = owners.map(\.description)
            guard let last = names.last, names.count > 1 else { return "\(what) is said by \(names.first ?? "nobody")" }
            return "\(what) is said by \(names.dropLast().joined(separator: ", ")) or \(last)"
        }
    }
}
