package import Events

/// Whom a task is for.
package enum Queue: Hashable, Sendable {
    case name(Text)
    /// `"agent-{customer.agent else "pool"}"`: made from data when the task is given to somebody.
    case made([SayPart])

    /// What a queue is called that could not be made.
    package static let unassigned: Text = "unassigned"

    /// Its name; nil if it is made from data.
    package var fixed: Text? {
        if case .name(let name) = self { return name }
        return nil
    }

    /// What it asks of the data.
    package var expressions: [Expression] {
        guard case .made(let parts) = self else { return [] }
        return parts.compactMap { part in
            if case .expression(let expression) = part { return expression }
            return nil
        }
    }

    /// The same with each character that a queue does not have as `-`; one without characters is nobody's.
    package static func named(_ text: String) -> Text {
        var name = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": name.append(scalar)
            default: name.append("-")
            }
        }
        return name.isEmpty ? unassigned : Text(String(name))
    }

    /// Whether a name may be that of the queue, as far as can be told without the data.
    package func mayBe(_ name: Text) -> Bool {
        guard case .made(let parts) = self else { return fixed == name }
        if name == Queue.unassigned { return true }
        func written(_ part: SayPart?) -> String {
            guard case .text(let text)? = part else { return "" }
            return Queue.named(text.string).string
        }
        return name.string.hasPrefix(written(parts.first)) && name.string.hasSuffix(written(parts.last))
    }
}
