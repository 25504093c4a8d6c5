import Events

/// What a value of the data is to a declared field.
extension EventBinding {
    /// The value of a field; nil if what stands there is missing to a field of its type.
    @inline(__always)
    mutating func readValue(_ value: JSONNode, _ type: BoundType, _ slot: Int) throws(Fault) -> Value? {
        switch (type.fields[slot].type, value.kind) {
        case (.text, .string): return .text(texts.text(value.bytes))
        case (.number, .number) where value.isHeldByDouble: return .number(value.number)
        case (.boolean, .boolean): return .boolean(value.isTrue)
        case (.time, .string) where !value.bytes.isEmpty: return try readInstant(value, type, slot)
        default: return try readSeldom(value, type, slot)
        }
    }

    private func readInstant(_ value: JSONNode, _ type: BoundType, _ slot: Int) throws(Fault) -> Value? {
        switch Timestamp.parse(value.bytes) {
        // The zero of many systems.
        case .success(let time): return time == .yearOne ? nil : .time(time)
        case .failure(let error):
            throw wrongType(type, slot, "but \(quoted(TextCache.make(value.bytes))) \(error.sentence)")
        }
    }

    private func readSeldom(_ value: JSONNode, _ type: BoundType, _ slot: Int) throws(Fault) -> Value? {
        switch (type.fields[slot].type, value.kind) {
        case (.text, .number):
            if let digits = value.wholeDigits { return .text(digits) }
            throw wrongType(
                type, slot,
                "but is \(described(value)), written with a fraction or an exponent: only a whole number is taken by its digits"
            )
        case (.number, .number):
            throw Fault(
                code: .imprecise,
                detail: "the field \(type.mention(slot)) of \(type.name) is \(described(value)), which a number cannot "
                    + "hold to the last digit: if it is an id, declare the field as text")
        case (.number, .string), (.boolean, .string), (.time, .string), (.date, .string):
            if value.bytes.isEmpty { return nil }
            guard case .date = type.fields[slot].type else { break }
            if let date = CalendarDate(TextCache.make(value.bytes)) { return .date(date) }
            throw wrongType(type, slot, "but \(quoted(TextCache.make(value.bytes))) is not a day like 2026-03-02")
        default: break
        }
        throw wrongType(type, slot, "but is \(described(value))")
    }

    private func wrongType(_ type: BoundType, _ slot: Int, _ found: String) -> Fault {
        let wanted: String
        switch type.fields[slot].type {
        case .text: wanted = "a text"
        case .number: wanted = "a number"
        case .boolean: wanted = "true or false"
        case .time: wanted = "a time, as text"
        case .date: wanted = "a date, as text"
        }
        return Fault(
            code: .fieldType, detail: "the field \(type.mention(slot)) of \(type.name) must be \(wanted), \(found)")
    }

    func duplicate(_ key: UnsafeBufferPointer<UInt8>, _ place: String) -> Fault {
        Fault(code: .duplicateKey, detail: "the key \(quoted(TextCache.make(key))) comes twice in \(place)")
    }

    /// What a value is, for a sentence: `the text "2"`, `the number 2`, `an array`.
    func described(_ value: JSONNode) -> String {
        switch value.kind {
        case .string: return "the text \(quoted(TextCache.make(value.bytes)))"
        case .number: return "the number \(value.wholeDigits?.string.shown(upTo: 40) ?? value.number.shortestDecimal)"
        case .boolean: return value.isTrue ? "true" : "false"
        case .null, .array, .object: return value.kind.name
        }
    }
}
