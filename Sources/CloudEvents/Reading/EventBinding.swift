import Events
import Glibc

/// Turns a parsed document into an event of the schema.
struct EventBinding {
    private let types: [BoundType]
    private let typeNames: NameTable
    private let key: HashKey
    private var keys = KeySet()
    /// The fields of the event that was bound last, by slot; kept so that an event that nobody asks about costs no
    /// memory.
    var values: [Value?] = []
    var texts = TextCache()
    private var encoded = EncodedData()

    /// The members of the envelope, by their place on the tape; 0 is absent.
    private struct Attributes {
        var specversion = 0
        var id = 0
        var source = 0
        var type = 0
        var subject = 0
        var time = 0
        var data = 0
        var encodedData = 0
    }

    /// - Parameter key: by which identities are hashed.
    init(schema: Schema, key: HashKey) {
        self.key = key
        types = schema.types.map(BoundType.init)
        typeNames = NameTable(schema.types.map(\.writtenType))
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

        var data = envelope.data == 0 ? nil : root.at(envelope.data)
        if let data, data.kind != .object, data.kind != .null {
            throw Fault(code: .dataNotAnObject, detail: "\"data\" must be a JSON object, but is \(described(data))")
        }
        if envelope.encodedData != 0 { data = try readEncoded(root.at(envelope.encodedData), beside: data) }
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

    /// Gives the buffers back if a large text has made them large.
    func trim() { encoded.trim() }

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
            case 11 where equal(key, "data_base64"): try set(&envelope.encodedData, value, key)
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
                + (index == 0
                    ? "missing: what a webhook sends becomes an event by an envelope, which outreachd infer --wrap writes"
                    : described(root.at(index))))
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

    /// What `data_base64` holds, or the other data if that is absent.
    private mutating func readEncoded(_ node: JSONNode, beside data: JSONNode?) throws(Fault) -> JSONNode? {
        if node.kind == .null { return data }
        if let data, data.kind != .null { throw encodedFault("stands beside \"data\": an event has one of them") }
        guard node.isString else { throw encodedFault("must be a text, but is \(described(node))") }
        switch encoded.read(node.bytes) {
        case .success(nil): return nil
        case .success(let held?):
            if held.kind == .object || held.kind == .null { return held }
            throw Fault(
                code: .dataNotAnObject,
                detail: "\"data_base64\" must hold a JSON object, but holds \(described(held))")
        case .failure(.notBase64): throw encodedFault("is not base64 (RFC 4648)")
        case .failure(.notJSON(let error)): throw encodedFault("holds what \(error.sentence)")
        }
    }

    private func encodedFault(_ problem: String) -> Fault {
        Fault(code: .dataBase64, detail: "\"data_base64\" \(problem)")
    }

    mutating func checkKeys(_ data: JSONNode) throws(Fault) {
        keys.removeAll()
        for (key, _) in data.members where !keys.insert(key) { throw duplicate(key, "\"data\"") }
    }

    /// Leaves the fields in `values`.
    @inline(__always)
    private mutating func readFields(_ type: BoundType, _ data: JSONNode?) throws(Fault) {
        let count = type.fields.count
        while values.count < count { values.append(nil) }
        for slot in 0..<count { values[slot] = nil }
        if let data, data.kind == .object, let paths = type.paths {
            try readPaths(type, paths, data)
        } else if let data, data.kind == .object {
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
                detail: "\"data\" of \(type.name) must have the field \(type.demand(slot)), "
                    + "but it is missing")
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
}
