import Events

/// How bodies that are no CloudEvents become such: which of their members tell what the envelope holds. It is guessed from
/// names, for somebody who will read it.
package struct Wrapping: Sendable {
    enum TypeSource: Sendable {
        /// The same for all.
        case said(Text)
        /// What a member of the body says.
        case member(Text)
    }

    /// How a time is written.
    enum TimeForm: Sendable { case rfc3339, withoutOffset, seconds, milliseconds }

    /// The file, as it was named.
    package let file: String
    /// Whether it holds one body a line.
    let isLines: Bool
    /// The member in which a batch of bodies stands; nil: each document is a body.
    let batch: Text?
    let type: TypeSource
    let source: Text
    /// What tells one event from another; nil: the whole body does.
    private(set) var id: FieldPath?
    /// Whose it is; nil: nothing looks like it.
    private(set) var subject: FieldPath?
    private(set) var time: FieldPath?
    private(set) var timeForm = TimeForm.rfc3339

    init(_ shape: BodyShape, file: String, isLines: Bool, batch: Text?) {
        self.file = file
        self.isLines = isLines
        self.batch = batch
        let words = fileWords(file)
        let noun = words.first ?? "webhook"
        source = Text("/" + noun)
        type =
            shape.typeMember.map { .member($0) }
            ?? .said(Text((words.count > 1 ? words.joined(separator: ".") : noun + ".received")))
        let fields = shape.tally.fields
        id = Self.best(fields) { Self.rank(ofID: $0, hasType: shape.typeMember != nil) }
        subject = Self.best(fields, Self.rank(ofSubject:))
        time = Self.best(fields, Self.rank(ofTime:))
        if let field = fields.first(where: { $0.path == time }) { timeForm = Self.form(of: field) ?? .rfc3339 }
    }

    /// The `type` that the event of a body will have.
    func type(of body: JSONNode) -> Text {
        switch type {
        case .said(let text): return text
        case .member(let name):
            let value = body.members.first { $0.key.elementsEqual(name.string.utf8) }?.value
            return value.map { $0.isString ? TextCache.make($0.bytes) : "" } ?? ""
        }
    }

    // MARK: Guessing

    /// The place with the lowest rank that is there in most bodies and highest up; nil if none has a rank.
    private static func best(_ fields: [FieldTally], _ rank: (FieldTally) -> Int?) -> FieldPath? {
        var best: (FieldPath, [Int])?
        for field in fields where field.objects + field.arrays == 0 {
            guard let rank = rank(field) else { continue }
            let order = [field.missing > 0 ? 1 : 0, rank, field.path.parts.count]
            if let known = best, !order.lexicographicallyPrecedes(known.1) { continue }
            best = (field.path, order)
        }
        return best?.0
    }

    private static func rank(ofID field: FieldTally, hasType: Bool) -> Int? {
        guard field.path.parts.count == 1, field.type == .text, field.missing == 0 else { return nil }
        switch nameWords(field.name) {
        case ["event", "id"], ["delivery", "id"], ["webhook", "id"], ["message", "id"]: return 0
        case ["uuid"], ["guid"]: return 1
        // Where the body says what happened, this is the event's and not the thing's.
        case ["id"]: return hasType && field.texts.count > 0 ? 2 : nil
        default: return nil
        }
    }

    private static let customers: Set<String> = ["customer"]
    private static let others: Set<String> = [
        "requester", "contact", "client", "member", "guest", "subscriber", "patient",
    ]

    private static func rank(ofSubject field: FieldTally) -> Int? {
        guard field.type == .text else { return nil }
        let members = field.path.parts.compactMap { part -> [String]? in
            if case .member(let name) = part { return nameWords(name) }
            return nil
        }
        let words = members.suffix(2).flatMap { $0 }
        guard let last = words.last else { return nil }
        let owner = words.dropLast().last ?? ""
        if last == "customer" || customers.contains(owner) && ["id", "number", "no"].contains(last) { return 0 }
        if others.contains(owner), last == "id" { return 1 }
        if ["email", "mail", "emails"].contains(last) { return customers.union(others).contains(owner) ? 2 : 3 }
        if owner == "user", last == "id" { return 4 }
        switch last {
        case "phone", "msisdn", "caller": return 5
        case "number", "digits": return ["phone", "caller", "from", "raw", "external"].contains(owner) ? 5 : nil
        case "from": return 6
        default: return nil
        }
    }

    private static func rank(ofTime field: FieldTally) -> Int? {
        // An event without its time is none.
        guard field.missing == 0, let form = form(of: field) else { return nil }
        let words = nameWords(field.name)
        switch words {
        case ["occurred", "at"], ["happened", "at"], ["event", "time"], ["occurred"]: return 0
        case ["timestamp"], ["time"], ["ts"], ["at"]: return 1
        case ["submitted", "at"], ["ended", "at"], ["completed", "at"], ["end", "time"], ["ended"]: return 2
        case ["updated", "at"], ["date", "modified"], ["updated"]: return 3
        case ["created", "at"], ["date", "created"], ["created"]: return 4
        default:
            if form == .rfc3339 { return 5 }
            return ["at", "time", "date", "timestamp", "datetime"].contains(words.last) ? 6 : nil
        }
    }

    /// How all times of a place are written; nil if they are none.
    private static func form(of field: FieldTally) -> TimeForm? {
        if field.type == .time { return .rfc3339 }
        if field.type == .text, field.texts.filled > 0, field.texts.filled == field.texts.timesWithoutOffset {
            return .withoutOffset
        }
        guard field.numbers.count > 0, field.scalars == field.numbers.count, field.type == .number else { return nil }
        if field.numbers.seconds == field.numbers.count { return .seconds }
        return field.numbers.milliseconds == field.numbers.count ? .milliseconds : nil
    }
}

/// The words of a file's name, as far as they are names, without its ending: `orders`, `create` of `in/orders-create.json`.
private func fileWords(_ file: String) -> [String] {
    let name = file.split(separator: "/").last ?? ""
    let stem = name.hasPrefix(".") ? name : name.split(separator: ".", omittingEmptySubsequences: false).first ?? ""
    return nameWords(Text(String(stem))).filter { $0.unicodeScalars.first?.properties.isXIDStart ?? false }.prefix(4)
        .map {
            String($0.prefix(40))
        }
}
