import Events

/// How tightly operators bind, from loose to tight.
enum Binding: Int, Comparable {
    case choice, or, and, not, comparison, otherwise, sum, product, sign

    static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }

    /// The one above; `sign` has none above it.
    var tighter: Binding { Binding(rawValue: rawValue + 1) ?? .sign }
}
