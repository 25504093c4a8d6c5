import Events

/// A declared type as events are bound to it. An object, so that looking at it costs one count of references.
final class BoundType: Sendable {
    let name: Text
    let fields: [BoundField]
    /// The names of the fields, one behind the other.
    let names: [UInt8]
    /// Nil if each field is the member of its name.
    let paths: PathTree?
    /// By slot; for what is told.
    private let declared: [Field]

    init(_ type: EventType) {
        var names: [UInt8] = []
        fields = type.fields.map { field in
            let start = names.count
            field.name.withBytes { names.append(contentsOf: $0) }
            return BoundField(
                start: start, count: names.count - start, type: field.type, isOptional: field.isOptional)
        }
        name = type.name
        self.names = names
        paths = type.fields.contains { $0.path != nil } ? PathTree(type.fields) : nil
        declared = type.fields
    }

    /// The field of a slot in a sentence: `"order"`, or `"order" (from order.id)`.
    func mention(_ slot: Int) -> String {
        let field = declared[slot]
        return "\"\(field.name)\"" + (field.path.map { " (from \($0))" } ?? "")
    }

    /// The same with its type: `"order" (text)`, `"order" (text, from order.id)`.
    func demand(_ slot: Int) -> String {
        let field = declared[slot]
        return "\"\(field.name)\" (\(field.type.rawValue)" + (field.path.map { ", from \($0)" } ?? "") + ")"
    }
}

/// Numbers only, so that looking at one counts no references.
struct BoundField {
    /// Of the name in `names`.
    let start: Int
    let count: Int
    let type: FieldType
    let isOptional: Bool
}
