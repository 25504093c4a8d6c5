package import Events

/// Compares JSON texts that were accepted as events: whether they are of one event, and say the same.
package final class EventComparison {
    // Two of each, for both texts are looked at together.
    private let first = JSONParser()
    private let second = JSONParser()
    private var firstEncoded = EncodedData()
    private var secondEncoded = EncodedData()

    package init() {}

    /// What an event is that came after another.
    package enum Standing: Hashable, Sendable {
        /// It has another source or id.
        case new
        /// It has the same source, id and content.
        case duplicate
        /// It has the same source and id, but other content.
        case conflict
    }

    /// What an event is to one that came before.
    package func standing(of text: Text, after earlier: Text) -> Standing {
        text.withBytes { text in
            earlier.withBytes { standing(of: UnsafeRawBufferPointer(text), after: UnsafeRawBufferPointer($0)) }
        }
    }

    func standing(of text: UnsafeRawBufferPointer, after earlier: UnsafeRawBufferPointer) -> Standing {
        if areEqual(text, earlier) { return .duplicate }
        return parsed(earlier, text) { a, b in
            guard sameMember("source", a, b), sameMember("id", a, b) else { return .new }
            return saysTheSame(a, b) ? .duplicate : .conflict
        } ?? .new
    }

    /// Whether two events are of one type, subject, instant and data; other attributes may differ.
    private func saysTheSame(_ a: JSONNode, _ b: JSONNode) -> Bool {
        guard sameMember("type", a, b), sameMember("subject", a, b), instant(of: a) == instant(of: b) else {
            return false
        }
        switch (data(of: a, &firstEncoded), data(of: b, &secondEncoded)) {
        case (nil, nil): return true
        case (let x?, let y?): return sameValue(x, y)
        case (_?, nil), (nil, _?): return false
        }
    }

    private func instant(of event: JSONNode) -> Timestamp? {
        textMember("time", event).flatMap { try? Timestamp.parse($0).get() }
    }

    /// Nil if it is absent, `null` or empty.
    private func data(of event: JSONNode, _ encoded: inout EncodedData) -> JSONNode? {
        var data: JSONNode?
        for (key, value) in event.members {
            if equal(key, "data"), value.kind != .null { data = value }
            if equal(key, "data_base64"), value.isString { data = try? encoded.read(value.bytes).get() }
        }
        guard let data, data.kind != .null else { return nil }
        if data.kind == .object, data.members.first(where: { _ in true }) == nil { return nil }
        return data
    }

    /// Whether two JSON texts have equal values: the order of keys, white space, the spelling of numbers that are not
    /// whole, and the escapes in strings do not matter. A text that is not JSON equals only itself.
    package func sameContent(_ a: Text, _ b: Text) -> Bool {
        a.withBytes { x in
            b.withBytes { y in
                let (x, y) = (UnsafeRawBufferPointer(x), UnsafeRawBufferPointer(y))
                return areEqual(x, y) || parsed(x, y, sameValue) ?? false
            }
        }
    }

    /// The source and id of a text; empty ones if it has none.
    func identity(of text: UnsafeRawBufferPointer) -> EventIdentity {
        first.parse(text, 0..<text.count) { EventIdentity($0) } ?? EventIdentity(source: "", id: "")
    }

    private func parsed<R>(
        _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, _ body: (JSONNode, JSONNode) -> R
    ) -> R? {
        first.parse(a, 0..<a.count) { a in
            second.parse(b, 0..<b.count) { b in
                guard case .success(let a) = a, case .success(let b) = b else { return nil }
                return body(a, b)
            }
        }
    }

    private func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        equal(a.bindMemory(to: UInt8.self), b.bindMemory(to: UInt8.self))
    }
}
