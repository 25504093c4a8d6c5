/// Whether two JSON values are equal. Whole numbers are compared by their digits, others are doubles; the order of an
/// object's keys does not matter.
/// Calls itself no deeper than simdjson lets a document be.
func sameValue(_ a: JSONNode, _ b: JSONNode) -> Bool {
    let kind = a.kind
    guard kind == b.kind else { return false }
    switch kind {
    case .null: return true
    case .boolean: return a.isTrue == b.isTrue
    case .number: return sameNumber(a, b)
    case .string: return equal(a.bytes, b.bytes)
    case .array:
        var others = b.elements
        for element in a.elements {
            guard let other = others.next(), sameValue(element, other) else { return false }
        }
        return others.next() == nil
    case .object:
        return sameMembers(a, b)
    }
}

private func sameMembers(_ a: JSONNode, _ b: JSONNode) -> Bool {
    let x = byKey(a)
    let y = byKey(b)
    guard x.count == y.count else { return false }
    return zip(x, y).allSatisfy { equal($0.key, $1.key) && sameValue($0.value, $1.value) }
}

/// The members sorted by key; those of one key, legal below the envelope's level, stay in their order.
private func byKey(_ object: JSONNode) -> [(key: UnsafeBufferPointer<UInt8>, value: JSONNode)] {
    let members = Array(object.members)
    return members.sorted { x, y in
        if equal(x.key, y.key) { return x.value.index < y.value.index }
        return x.key.lexicographicallyPrecedes(y.key)
    }
}

/// Whether two objects have the same text as a member of the envelope.
func sameMember(_ name: StaticString, _ a: JSONNode, _ b: JSONNode) -> Bool {
    guard let x = textMember(name, a), let y = textMember(name, b) else { return false }
    return equal(x, y)
}

/// The text that an object has as a member; nil if it has none.
func textMember(_ name: StaticString, _ object: JSONNode) -> UnsafeBufferPointer<UInt8>? {
    guard object.kind == .object else { return nil }
    for (key, value) in object.members where equal(key, name) && value.isString { return value.bytes }
    return nil
}
