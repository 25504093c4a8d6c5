import Events

/// Whether the documents of a file are batches, as `{"events":[{…},{…}]}`: each an object of one member, the same in all, that
/// holds the bodies.
struct BatchShape {
    private var member: Text?
    private var isBroken = false
    private var hasBody = false

    mutating func add(_ root: JSONNode) {
        guard !isBroken else { return }
        isBroken = true
        guard root.kind == .object else { return }
        var only: (name: Text, value: JSONNode)?
        for (key, value) in root.members {
            if only != nil { return }
            only = (TextCache.make(key), value)
        }
        guard let only, only.value.kind == .array, member == nil || member == only.name else { return }
        for element in only.value.elements {
            guard element.kind == .object, !isMeantAsEvent(element) else { return }
            hasBody = true
        }
        member = only.name
        isBroken = false
    }

    /// The member in which the bodies stand; nil if the documents are the bodies.
    var bodies: Text? { isBroken || !hasBody ? nil : member }
}

extension JSONNode {
    /// Hands on the bodies of a document: itself, or those of its batch.
    func eachBody(of batch: Text?, _ look: (JSONNode) throws(Fault) -> Void) throws(Fault) {
        guard let batch else { return try look(self) }
        for (key, value) in members where key.elementsEqual(batch.string.utf8) {
            for body in value.elements { try look(body) }
        }
    }
}
