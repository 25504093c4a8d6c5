package import Events

/// What was seen at one place in the data of samples of one event type.
package struct FieldTally: Hashable, Sendable {
    package let path: FieldPath
    /// In how many events it was left out.
    package internal(set) var absent = 0
    /// In how many it was `null`, which is missing too.
    package private(set) var nulls = 0
    package private(set) var booleans = 0
    package private(set) var numbers = NumberTally()
    package private(set) var texts = TextTally()
    package private(set) var objects = 0
    package private(set) var arrays = 0

    init(path: FieldPath) { self.path = path }

    mutating func add(_ node: JSONNode) {
        switch node.kind {
        case .null: nulls += 1
        case .boolean: booleans += 1
        case .number: numbers.add(node)
        case .object: objects += 1
        case .array: arrays += 1
        case .string: texts.add(node.bytes)
        }
    }

    /// How many events have something there.
    var seen: Int { nulls + scalars + objects + arrays }

    /// In how many it was a value that a field may have.
    package var scalars: Int { booleans + numbers.count + texts.count }

    /// The member whose value it is; of an element of an array that of the array.
    package var name: Text {
        for case .member(let name) in path.parts.reversed() { return name }
        return ""
    }

    /// Whether it is in an array, which may be empty another time.
    package var isInArray: Bool {
        path.parts.contains { part in
            if case .place = part { return true }
            return false
        }
    }

    /// In how many it is missing to a field of its type.
    package var missing: Int {
        let type = type
        return absent + nulls + (type == .text || type == nil ? 0 : texts.empty) + (type == .time ? texts.zeroTimes : 0)
    }

    /// Whether by its name it tells one thing from another, so that nobody counts with it.
    package var isIdentifier: Bool { IdentifierNames.has(name) }

    /// The type that all values fit; nil if they are of several kinds, nested, or if there are none.
    package var type: FieldType? {
        guard objects == 0, arrays == 0 else { return nil }
        switch (booleans > 0, numbers.count > 0, texts.filled > 0) {
        case (true, false, false): return .boolean
        case (false, true, false): return numberType
        case (false, true, true): return numbers.broken == 0 ? .text : nil
        case (false, false, true): return texts.type
        case (false, false, false): return texts.count > 0 ? .text : nil
        default: return nil
        }
    }

    private var numberType: FieldType? {
        if numbers.broken > 0 { return numbers.imprecise > 0 ? nil : .number }
        return numbers.long > 0 || isIdentifier ? .text : .number
    }
}

/// Numbers that were seen.
package struct NumberTally: Hashable, Sendable {
    package private(set) var count = 0
    /// With a fraction or an exponent.
    package private(set) var broken = 0
    /// Whole ones over 2^53, of which a double holds not every one.
    package private(set) var long = 0
    /// Those of them that it does not hold to the last digit.
    package private(set) var imprecise = 0
    /// Those that would be seconds since 1970, of this half century.
    package private(set) var seconds = 0
    /// The same in milliseconds.
    package private(set) var milliseconds = 0

    mutating func add(_ node: JSONNode) {
        count += 1
        let number = node.number
        if node.wholeDigits == nil { broken += 1 } else if number.magnitude > 0x1p53 { long += 1 }
        if !node.isHeldByDouble {
            imprecise += 1
            // The nearest double to 2^53 + 1 is 2^53.
            if number.magnitude <= 0x1p53 { long += 1 }
        }
        if (1_000_000_000..<2_600_000_000).contains(number) { seconds += 1 }
        if (1_000_000_000_000..<2_600_000_000_000).contains(number) { milliseconds += 1 }
    }
}

/// Texts that were seen.
package struct TextTally: Hashable, Sendable {
    package private(set) var count = 0
    /// Without a character, which is missing in a field that is not a text.
    package private(set) var empty = 0
    /// Like `2026-03-02`.
    package private(set) var dates = 0
    /// Like `2026-03-02T10:00:00Z`.
    package private(set) var times = 0
    /// Those of them that are the zero of many systems.
    package private(set) var zeroTimes = 0
    /// Like `2026-03-02T10:00:00`, which are no times for lack of an offset.
    package private(set) var timesWithoutOffset = 0
    /// Like `59.90`: numbers in quotation marks.
    package private(set) var numbers = 0

    package var filled: Int { count - empty }

    /// The type that those which are not empty have in common.
    var type: FieldType {
        if dates == filled { return .date }
        if times == filled { return .time }
        return .text
    }

    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        count += 1
        if bytes.isEmpty { empty += 1 }
        // Nothing that is longer is a date, a time or a number.
        guard (1...40).contains(bytes.count) else { return }
        let text = TextCache.make(bytes)
        if Double(text.string)?.isFinite ?? false { numbers += 1 }
        if bytes.count >= 10 { addInstant(text) }
    }

    private mutating func addInstant(_ text: Text) {
        if CalendarDate(text) != nil {
            dates += 1
            return
        }
        switch Timestamp.parse(text) {
        case .success(let time):
            times += 1
            if time == .yearOne { zeroTimes += 1 }
        case .failure(.withoutOffset): timesWithoutOffset += 1
        case .failure(.malformed), .failure(.tooPrecise), .failure(.year): break
        }
    }
}
