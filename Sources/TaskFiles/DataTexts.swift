import Events

/// What an event's data says, as a person reads it: its values, sorted by name; those in objects by their way, as
/// `customer.city`; a list as `…`; nothing of what is `null`.
struct DataTexts: Decodable {
    var texts: [(name: String, value: String)] = []

    /// So far down, and so many.
    private static let deepest = 4
    private static let most = 60

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        // Data that is `null` is none.
        if let none = try? decoder.singleValueContainer(), none.decodeNil() { return }
        add(try decoder.container(keyedBy: Name.self), "", 1)
        texts.sort { $0.name < $1.name }
        if texts.count > Self.most { texts = Array(texts.prefix(Self.most)) + [(name: "…", value: "")] }
    }

    private mutating func add(_ fields: KeyedDecodingContainer<Name>, _ way: String, _ depth: Int) {
        for key in fields.allKeys {
            let name = way + key.stringValue
            if let inside = try? fields.nestedContainer(keyedBy: Name.self, forKey: key) {
                if depth < Self.deepest { add(inside, name + ".", depth + 1) } else { texts.append((name, "…")) }
            } else if let text = text(fields, key) {
                texts.append((name, text))
            }
        }
    }

    private func text(_ fields: KeyedDecodingContainer<Name>, _ key: Name) -> String? {
        if (try? fields.decodeNil(forKey: key)) ?? true { return nil }
        if let truth = try? fields.decode(Bool.self, forKey: key) { return truth ? "true" : "false" }
        // An id by its digits.
        if let number = try? fields.decode(Int64.self, forKey: key) { return String(number) }
        if let number = try? fields.decode(UInt64.self, forKey: key) { return String(number) }
        if let number = try? fields.decode(Double.self, forKey: key) { return number.shortestDecimal }
        return (try? fields.decode(String.self, forKey: key)) ?? "…"
    }
}
