import Events
import Glibc

/// Turns a parsed document into an event of the schema, by section "Events in" of the design.
struct EventBinding {
    private let types: [BoundType]
    private let typeNames: NameTable
    private let key: HashKey
    private var keys = KeySet()
    /// The fields of the event that was bound last, by slot; kept so that an event that nobody asks about costs no
    /// memory.
    private var values: [Value?] = []
    private var texts = TextCache()

    /// An object, so that looking at it costs one count of references.
    private final class BoundType: Sendable {
        let name: Text
        let fields: [BoundField]
        /// The names of the fields, one behind the other.
        let names: [UInt8]

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
        }

        func name(of slot: Int) -> Text {
            Text(String(decoding: names[fields[slot].start..<fields[slot].start + fields[slot].count], as: UTF8.self))
        }
    }

    /// Numbers only, so that looking at one counts no references.
    private struct BoundField {
        /// Of the name in `names`.
        let start: Int
        let count: Int
        let type: FieldType
        let isOptional: Bool
    }

    /// The members of the envelope, by their place on the tape; 0 is absent.
    private struct Attributes {
        var specversion = 0
        var id = 0
        var source = 0
        var type = 0
        var subject = 0
        var time = 0
        var data = 0
    }

    /// - Parameter key: by which identities are hashed.
    init(schema: Schema, key: HashKey) {
        self.key = key
        types = schema.types.map(BoundType.init)
        typeNames = NameTable(schema.types.map(\.name))
    }

    /// An event that was checked.
    enum Checked {
        case declared(Bound)
        /// A good event of a type that is not declared, of which no field is read.
        case undeclared(type: Text, Bound)
    }

    /// A good event, as long as its document stands and no other is bound.
    struct Bound {
        fileprivate let source: UnsafeBufferPointer<UInt8>
        fileprivate let id: UnsafeBufferPointer<UInt8>
        fileprivate let subject: UnsafeBufferPointer<UInt8>
        /// The index of its type in the schema; -1 if that has none.
        let type: Int
        let time: Timestamp
        /// A hash of source and id, the same in every run.
        let identityHash: UInt64
    }

    /// Checks an event whole.
    /// - Parameter latest: an event that happened later is at fault; nil is no such check.
    @inline(__always)
    mutating func bind(_ root: JSONNode, latest: Timestamp?) throws(Fault) -> Checked {
        guard root.kind == .object else {
            throw Fault(code: .notAnObject, detail: "an event is a JSON object, but this is \(root.kind.name)")
        }
        let envelope = try readEnvelope(root)
        try checkVersion(root, envelope.specversion)
        let id = try attribute(root, envelope.id, "id", .idMissing, .idNotText)
        let source = try attribute(root, envelope.source, "source", .sourceMissing, .sourceNotText)
        let typeName = try attribute(root, envelope.type, "type", .typeMissing, .typeNotText)
        let subject = try attribute(root, envelope.subject, "subject", .subjectMissing, .subjectNotText)
        let timeText = try attribute(root, envelope.time, "time", .timeMissing, .timeNotText)
        let time = try readTime(timeText)
        if let latest, time > latest {
            throw Fault(
                code: .future,
                detail: "\"time\" \(quoted(TextCache.make(timeText))) is more than 5 minutes ahead of the clock")
        }

        let data = envelope.data == 0 ? nil : root.at(envelope.data)
        if let data, data.kind != .object, data.kind != .null {
            throw Fault(code: .dataNotAnObject, detail: "\"data\" must be a JSON object, but is \(described(data))")
        }
        guard let type = typeNames.index(of: typeName) else {
            if let data, data.kind == .object { try checkKeys(data) }
            return .undeclared(
                type: texts.text(typeName),
                Bound(
                    source: source, id: id, subject: subject, type: -1, time: time,
                    identityHash: key.hash(ofSource: source, id: id)))
        }
        try readFields(types[type], data)
        return .declared(
            Bound(
                source: source, id: id, subject: subject, type: type, time: time,
                identityHash: key.hash(ofSource: source, id: id)))
    }

    /// What is asked for where events are taken in.
    @inline(__always)
    mutating func envelope(_ bound: Bound, _ type: Envelope.TypeOfEvent) -> Envelope {
        Envelope(
            source: texts.text(bound.source), customer: TextCache.make(bound.subject), type: type, time: bound.time)
    }

    /// What is asked for where only that counts which feed it came from, and when it happened.
    @inline(__always)
    mutating func source(_ bound: Bound) -> Text { texts.text(bound.source) }

    /// What is asked for where they are folded.
    @inline(__always)
    mutating func event(_ bound: Bound) -> Event {
        Event(
            identity: EventIdentity(source: texts.text(bound.source), id: TextCache.make(bound.id)), type: bound.type,
            customer: TextCache.make(bound.subject), time: bound.time, values: fields(of: types[bound.type]))
    }

    // MARK: The envelope

    @inline(__always)
    private mutating func readEnvelope(_ root: JSONNode) throws(Fault) -> Attributes {
        var envelope = Attributes()
        keys.removeAll()
        for (key, value) in root.members {
            switch key.count {
            case 2 where equal(key, "id"): try set(&envelope.id, value, key)
            case 4 where equal(key, "type"): try set(&envelope.type, value, key)
            case 4 where equal(key, "time"): try set(&envelope.time, value, key)
            case 4 where equal(key, "data"): try set(&envelope.data, value, key)
            case 6 where equal(key, "source"): try set(&envelope.source, value, key)
            case 7 where equal(key, "subject"): try set(&envelope.subject, value, key)
            case 11 where equal(key, "specversion"): try set(&envelope.specversion, value, key)
            default: guard keys.insert(key) else { throw duplicate(key, "the event") }
            }
        }
        return envelope
    }

    @inline(__always)
    private func set(_ place: inout Int, _ value: JSONNode, _ key: UnsafeBufferPointer<UInt8>) throws(Fault) {
        guard place == 0 else { throw duplicate(key, "the event") }
        place = value.index
    }

    @inline(__always)
    private func checkVersion(_ root: JSONNode, _ index: Int) throws(Fault) {
        if index != 0, root.at(index).isString, equal(root.at(index).bytes, "1.0") { return }
        throw Fault(
            code: .specversion,
            detail: "\"specversion\" must be \"1.0\" (CloudEvents), but is "
                + (index == 0 ? "missing" : described(root.at(index))))
    }

    @inline(__always)
    private func attribute(
        _ root: JSONNode, _ index: Int, _ name: StaticString, _ missing: RejectionCode, _ notText: RejectionCode
    ) throws(Fault) -> UnsafeBufferPointer<UInt8> {
        if index != 0, root.at(index).isString {
            let bytes = root.at(index).bytes
            if !bytes.isEmpty { return bytes }
            throw Fault(code: missing, detail: "\"\(name)\" is empty")
        }
        if index == 0 || root.at(index).kind == .null {
            throw Fault(code: missing, detail: "\"\(name)\" is missing")
        }
        throw Fault(code: notText, detail: "\"\(name)\" must be a text, but is \(described(root.at(index)))")
    }

    @inline(__always)
    private func readTime(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> Timestamp {
        switch Timestamp.parse(bytes) {
        case .success(let time): return time
        case .failure(let error):
            let code: RejectionCode
            switch error {
            case .malformed: code = .timeMalformed
            case .withoutOffset: code = .timeWithoutOffset
            case .tooPrecise: code = .timeTooPrecise
            case .year: code = .timeYear
            }
            throw Fault(code: code, detail: "\"time\" \(quoted(TextCache.make(bytes))) \(error.sentence)")
        }
    }

    // MARK: The data

    private mutating func checkKeys(_ data: JSONNode) throws(Fault) {
        keys.removeAll()
        for (key, _) in data.members where !keys.insert(key) { throw duplicate(key, "\"data\"") }
    }

    /// Leaves the fields in `values`.
    @inline(__always)
    private mutating func readFields(_ type: BoundType, _ data: JSONNode?) throws(Fault) {
        let count = type.fields.count
        while values.count < count { values.append(nil) }
        for slot in 0..<count { values[slot] = nil }
        if let data, data.kind == .object {
            keys.removeAll()
            // A bit for each of the first fields that has come.
            var come: UInt64 = 0
            // Programs write the fields of a type in one order, so the next one is likely the next that is declared.
            var likely = 0
            for (key, value) in data.members {
                let found = slot(of: key, type, likely)
                if let slot = found, slot < UInt64.bitWidth {
                    let bit = UInt64(1) &<< UInt64(slot)
                    guard come & bit == 0 else { throw duplicate(key, "\"data\"") }
                    come |= bit
                } else {
                    guard keys.insert(key) else { throw duplicate(key, "\"data\"") }
                }
                guard let slot = found else { continue }
                likely = slot + 1
                if value.kind != .null { values[slot] = try readValue(value, type, slot) }
            }
        }
        for slot in 0..<count where values[slot] == nil && !type.fields[slot].isOptional {
            throw Fault(
                code: .fieldMissing,
                detail: "\"data\" of \(type.name) must have the field \"\(type.name(of: slot))\" "
                    + "(\(type.fields[slot].type.rawValue)), but it is missing")
        }
    }

    /// What `readFields` left.
    @inline(__always)
    private func fields(of type: BoundType) -> FieldValues {
        values.withUnsafeBufferPointer { FieldValues(UnsafeBufferPointer(rebasing: $0[..<type.fields.count])) }
    }

    @inline(__always)
    private func slot(of key: UnsafeBufferPointer<UInt8>, _ type: BoundType, _ likely: Int) -> Int? {
        type.names.withUnsafeBufferPointer { names in
            type.fields.withUnsafeBufferPointer { fields in
                func has(_ slot: Int) -> Bool {
                    let field = fields[slot]
                    return field.count == key.count
                        && equal(UnsafeBufferPointer(rebasing: names[field.start..<field.start + field.count]), key)
                }
                if likely < fields.count, has(likely) { return likely }
                for slot in fields.indices where has(slot) { return slot }
                return nil
            }
        }
    }

    @inline(__always)
    private mutating func readValue(
        _ value: JSONNode, _ type: BoundType, _ slot: Int
    ) throws(Fault) -> Value {
        switch (type.fields[slot].type, value.kind) {
        case (.text, .string): return .text(texts.text(value.bytes))
        case (.number, .number): return .number(value.number)
        case (.boolean, .boolean): return .boolean(value.isTrue)
        case (.time, .string):
            switch Timestamp.parse(value.bytes) {
            case .success(let time): return .time(time)
            case .failure(let error):
                throw wrongType(type, slot, "but \(quoted(TextCache.make(value.bytes))) \(error.sentence)")
            }
        case (.date, .string):
            if let date = CalendarDate(TextCache.make(value.bytes)) { return .date(date) }
            throw wrongType(type, slot, "but \(quoted(TextCache.make(value.bytes))) is not a day like 2026-03-02")
        case (.text, _), (.number, _), (.boolean, _), (.time, _), (.date, _):
            throw wrongType(type, slot, "but is \(described(value))")
        }
    }

    private func wrongType(_ type: BoundType, _ slot: Int, _ found: String) -> Fault {
        let field = type.fields[slot]
        let wanted: String
        switch field.type {
        case .text: wanted = "a text"
        case .number: wanted = "a number"
        case .boolean: wanted = "true or false"
        case .time: wanted = "a time, as text"
        case .date: wanted = "a date, as text"
        }
        return Fault(
            code: .fieldType, detail: "the field \"\(type.name(of: slot))\" of \(type.name) must be \(wanted), \(found)"
        )
    }

    private func duplicate(_ key: UnsafeBufferPointer<UInt8>, _ place: String) -> Fault {
        Fault(code: .duplicateKey, detail: "the key \(quoted(TextCache.make(key))) comes twice in \(place)")
    }

    /// What a value is, for a sentence: `the text "2"`, `the number 2`, `an array`.
    private func described(_ value: JSONNode) -> String {
        switch value.kind {
        case .string: return "the text \(quoted(TextCache.make(value.bytes)))"
        case .number: return "the number \(value.number.shortestDecimal)"
        case .boolean: return value.isTrue ? "true" : "false"
        case .null, .array, .object: return value.kind.name
        }
    }
}
