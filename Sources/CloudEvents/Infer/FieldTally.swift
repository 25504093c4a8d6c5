package import Events

/// What was seen of one field in the samples of one event type.
package struct FieldTally: Hashable, Sendable {
    package let name: Text
    /// In how many events it was left out.
    package internal(set) var absent = 0
    /// In how many it was `null`, which is missing too.
    package private(set) var nulls = 0
    package private(set) var booleans = 0
    package private(set) var numbers = 0
    /// Texts of every kind.
    package private(set) var texts = 0
    /// Texts like `2026-03-02`.
    package private(set) var dates = 0
    /// Texts like `2026-03-02T10:00:00Z`.
    package private(set) var times = 0
    /// Texts like `2026-03-02T10:00:00`, which are no times for lack of an offset.
    package private(set) var timesWithoutOffset = 0
    package private(set) var objects = 0
    package private(set) var arrays = 0

    init(name: Text, absent: Int) {
        self.name = name
        self.absent = absent
    }

    mutating func add(_ node: JSONNode) {
        switch node.kind {
        case .null: nulls += 1
        case .boolean: booleans += 1
        case .number: numbers += 1
        case .object: objects += 1
        case .array: arrays += 1
        case .string:
            texts += 1
            // Nothing that is longer is a date or a time.
            if node.bytes.count >= 10, node.bytes.count <= 40 { addInstant(TextCache.make(node.bytes)) }
        }
    }

    private mutating func addInstant(_ text: Text) {
        if CalendarDate(text) != nil {
            dates += 1
            return
        }
        switch Timestamp.parse(text) {
        case .success: times += 1
        case .failure(.withoutOffset): timesWithoutOffset += 1
        case .failure(.malformed), .failure(.tooPrecise), .failure(.year): break
        }
    }

    package var missing: Int { absent + nulls }

    /// The type that all values fit; nil if they are of several kinds, nested, or if there are none.
    package var type: FieldType? {
        guard objects == 0, arrays == 0 else { return nil }
        switch (booleans > 0, numbers > 0, texts > 0) {
        case (true, false, false): return .boolean
        case (false, true, false): return .number
        case (false, false, true):
            if dates == texts { return .date }
            if times == texts { return .time }
            return .text
        default: return nil
        }
    }
}
