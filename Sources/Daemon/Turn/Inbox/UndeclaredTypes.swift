import Events
import Store

/// The types that no rule file declares, as far as each is counted by its name. They come from outside, so there may be
/// any number of them, of any length.
struct UndeclaredTypes {
    /// What those count as that are beyond the limit.
    static let other: Text = "other"

    private var names: Set<Text>

    /// - Parameter counters: of the store, by whose names it goes on.
    init(_ counters: [Counter: Int]) {
        names = Set(counters.keys.filter { $0.kind == .undeclared }.map(\.subject)).subtracting([Self.other])
    }

    /// Adds what came of each type to what was counted. Of new ones those that came most have names of their own.
    mutating func count(_ types: [Text: Int], in counts: inout [Counter: Int]) {
        for (type, count) in types.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            counts[Counter(.undeclared, "accepted", of: name(of: type)), default: 0] += count
        }
    }

    private mutating func name(of type: Text) -> Text {
        let name = type.shortened(to: Settings.nameAtMost)
        if names.contains(name) { return name }
        guard names.count < Settings.undeclaredAtMost else { return Self.other }
        names.insert(name)
        return name
    }
}
