package import Events

/// The declared event type, as it stands in files, that was probably meant by one that nobody declares: the one with the
/// fewest slips, else one
/// that says the same of another thing (`delivery.delivered` for `order.delivered`), or the same in another writing
/// (`order.line-added` for `OrderLineAdded`).
/// - Returns: nil if none is near. What the language declares itself is not meant.
package func nearType(_ name: Text, in schema: Schema) -> Text? {
    let declared = schema.types.dropFirst(Schema.language.types.count).map(\.writtenType)
    if let near = nearest(name, among: declared) { return near }
    let letters = lettersOnly(name)
    if !letters.isEmpty, let same = declared.first(where: { lettersOnly($0) == letters }) { return same }
    guard let last = lastPart(name) else { return nil }
    return declared.first { lastPart($0) == last }
}

/// The letters and digits in lower case; empty for a name that nobody types.
private func lettersOnly(_ name: Text) -> String {
    guard name.string.utf8.count <= 200 else { return "" }
    return String(name.string.filter { $0.isLetter || $0.isNumber }).lowercased()
}

/// `delivered` of `order.delivered`; nil for a name without parts.
private func lastPart(_ name: Text) -> String? {
    guard name.string.utf8.count <= 200, let dot = name.string.lastIndex(of: ".") else { return nil }
    let part = name.string[name.string.index(after: dot)...].lowercased()
    return part.isEmpty ? nil : part
}
