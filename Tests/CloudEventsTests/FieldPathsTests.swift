import CloudEvents
import Events
import Foundation
import TestSupport
import Testing

/// Fields that stand somewhere in nested data.
@Suite("Paths of fields")
struct FieldPathsTests {
    static let schema = Schema([
        EventType(
            name: "order.placed", writtenType: "orders/create",
            fields: [
                Field(name: "order", type: .text, path: path("order", "id")),
                Field(name: "total", type: .number, isOptional: true, path: path("order", "total_price")),
                Field(name: "name", type: .text, isOptional: true, path: path("customer", "first name")),
                Field(
                    name: "sku", type: .text, isOptional: true,
                    path: FieldPath([.member("line items"), .place(1), .member("sku")])),
                Field(name: "note", type: .text, isOptional: true),
            ])
    ])

    static func path(_ names: Text...) -> FieldPath { FieldPath(names.map { .member($0) }) }

    func item(_ data: String, type: String = "orders/create") throws -> ReadEvent {
        try #require(
            try FieldReader(schema: Self.schema).read(
                Array(eventText(type: "\"\(type)\"", data: data).utf8), format: .ndjson, latest: nil
            ).first)
    }

    @Test("lead through objects and arrays; a type is found by what stands in the file")
    func page() throws {
        let data = #"""
            {"note":"n","order":{"total_price":9.5,"id":"o-9","x":[]},"customer":{"first name":"Ada"},
            "line items":[{"sku":"a"},{"sku":"b"},{"sku":"c"}]}
            """#.replacing("\n", with: "")
        let fields: [Value?] = [.text("o-9"), .number(9.5), .text("Ada"), .text("b"), .text("n")]
        #expect(try item(data).event?.fields == FieldValues(fields))
        guard case .undeclared("order.placed", _, _) = try item(data, type: "order.placed").outcome else {
            Issue.record("the name of a type that stands for another is no type")
            return
        }
    }

    @Test(
        "find nothing where there is something else on the way",
        arguments: [
            #"{"order":{"id":"o"}}"#, #"{"order":{"id":"o"},"customer":null,"line items":null}"#,
            #"{"order":{"id":"o","total_price":null},"customer":"Ada","line items":{"1":{"sku":"b"}}}"#,
            #"{"order":{"id":"o"},"customer":["Ada"],"line items":[{"sku":"a"}]}"#,
            #"{"order":{"id":"o"},"customer":{},"line items":[1,[{"sku":"b"}]]}"#,
        ])
    func missing(data: String) throws {
        #expect(try item(data).event?.fields == [.text("o"), nil, nil, nil, nil])
    }

    @Test("are named where a field is missing or of a wrong type")
    func faults() throws {
        let none = try #require(try item(#"{"id":"o","order":"o"}"#).rejection)
        #expect(none.code == .fieldMissing && none.detail.contains(#""order" (text, from order.id)"#))
        for data in [#"{"order":{"id":{}}}"#, #"{"order":{"id":[]}}"#, #"{"order":{"id":true}}"#] {
            let wrong = try #require(try item(data).rejection)
            #expect(wrong.code == .fieldType && wrong.detail.contains(#""order" (from order.id) of order.placed"#))
        }
        let object = try item(#"{"order":{"id":"o"},"customer":{"first name":{"x":1}}}"#).rejection
        #expect(object?.code == .fieldType)
    }

    @Test("refuse a key that comes twice where they look, and let it be elsewhere")
    func twice() throws {
        #expect(try item(#"{"order":{"id":"o","id":"o"}}"#).rejection?.code == .duplicateKey)
        #expect(try item(#"{"order":{"id":"o"},"order":{"id":"o"}}"#).rejection?.code == .duplicateKey)
        #expect(try item(#"{"order":{"id":"o"},"x":1,"x":1}"#).rejection?.code == .duplicateKey)
        #expect(try item(#"{"order":{"id":"o","x":1,"x":2}}"#).event != nil)
    }

    @Test("may end where another goes on")
    func prefix() throws {
        let schema = Schema([
            EventType(
                name: "a.b",
                fields: [
                    Field(name: "x", type: .text, isOptional: true),
                    Field(name: "y", type: .text, isOptional: true, path: Self.path("x", "y")),
                ])
        ])
        func fields(_ data: String) throws -> FieldValues? {
            try FieldReader(schema: schema).read(
                Array(eventText(type: "\"a.b\"", data: data).utf8), format: .ndjson, latest: nil
            ).first?.event?.fields
        }
        #expect(try fields(#"{"x":"a"}"#) == [.text("a"), nil])
        #expect(try fields(#"{"x":{"y":"b"}}"#) == nil)
    }

    @Test("Whatever data and declarations come, all readers find what Foundation finds")
    func agreement() throws {
        var random = RandomData(random: SplitMix64(seed: 15))
        var good = 0
        for _ in 0..<1_500 {
            let fields = (0..<(1 + random.below(5))).map { random.field("f\($0)") }
            let type = EventType(name: "a.b", writtenType: "A/b", fields: fields)
            let schema = Schema([EventType(name: "other.type", fields: []), type])
            let lines = (0..<4).map { eventText(id: "\"\($0)\"", type: "\"A/b\"", data: random.object()) }
            let bytes = Array(lines.joined(separator: "\n").utf8)
            let items = try FieldReader(schema: schema).read(bytes, format: .ndjson, latest: nil)
            let envelopes = try EnvelopeReader(schema: schema).read(bytes, format: .ndjson, latest: nil)
            let passed = try FieldReader(schema: schema, asked: [true, false]).read(
                bytes, format: .ndjson, latest: nil)
            let stored = bytes.withUnsafeBytes { FieldReader(schema: schema).events(fromStored: $0) }
            #expect(stored == items.compactMap(\.event))
            for (place, line) in lines.enumerated() {
                let expected = try Expected(line, fields)
                #expect(items[place].event?.fields == expected.values, "\(fields)\n\(line)")
                let told = items[place].rejection?.code
                #expect(
                    told.map { expected.faults.contains($0) } ?? expected.faults.isEmpty, "\(fields)\n\(line)")
                #expect(envelopes[place].rejection == items[place].rejection)
                #expect(passed[place].rejection == items[place].rejection)
                #expect(envelopes[place].envelope?.type == (told == nil ? .declared(1) : nil))
                if told == nil { good += 1 }
            }
        }
        #expect(good > 1_500)
    }
}

/// Random declarations and data that often meet.
private struct RandomData {
    var random: SplitMix64

    mutating func below(_ limit: Int) -> Int { random.below(limit) }

    private mutating func name() -> String { random.pick(["a", "b", "c d", "é", "0"]) }

    mutating func field(_ name: String) -> Field {
        var parts: [FieldPath.Part] = [.member(Text(self.name()))]
        while random.chance(60) {
            parts.append(random.chance(30) ? .place(below(3)) : .member(Text(self.name())))
        }
        return Field(
            name: Text(name), type: random.chance(60) ? .text : random.pick(FieldType.allCases),
            isOptional: random.chance(85), path: FieldPath(parts))
    }

    mutating func object(_ depth: Int = 0) -> String {
        var members: [String] = []
        for name in ["a", "b", "c d", "é", "0"] where random.chance(70) {
            members.append("\"\(name)\":\(value(depth + 1))")
        }
        return "{" + members.shuffled(using: &random).joined(separator: ",") + "}"
    }

    private mutating func value(_ depth: Int) -> String {
        switch below(depth > 4 ? 6 : 11) {
        case 0: return "null"
        case 1: return random.pick(["true", "false"])
        case 2, 3: return random.pick(["7", "-12", "0", "9007199254740993", "123456789012345678901234", "0.5", "1e3"])
        case 4, 5:
            return random.pick(
                ["\"\"", "\"x\"", "\"2026-03-02\"", "\"2026-03-02T10:00:00Z\"", "\"0001-01-01T00:00:00Z\""])
        case 6, 7: return "[" + (0..<below(4)).map { _ in value(depth + 1) }.joined(separator: ",") + "]"
        default: return object(depth)
        }
    }
}

/// What an event is by its declaration, found the long way.
private struct Expected {
    private(set) var values: FieldValues?
    /// One of these is told; none of a good event.
    private(set) var faults: Set<RejectionCode> = []

    init(_ line: String, _ fields: [Field]) throws {
        let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        var values: [Value?] = []
        var codes: [RejectionCode] = []
        for field in fields {
            let found = Self.find(field.path?.parts ?? [.member(field.name)], event?["data"])
            switch Self.value(found, field.type, line) {
            case .success(let value): values.append(value)
            case .failure(let wrong):
                codes.append(wrong.code)
                values.append(nil)
            }
        }
        // A wrong value is found on the way, before it is known what is missing.
        if !codes.isEmpty {
            faults = Set(codes)
        } else if zip(fields, values).contains(where: { !$0.isOptional && $1 == nil }) {
            faults = [.fieldMissing]
        } else {
            self.values = FieldValues(values)
        }
    }

    private struct Wrong: Error { let code: RejectionCode }

    private static func find(_ parts: [FieldPath.Part], _ value: Any?) -> Any? {
        guard let part = parts.first else { return value is NSNull ? nil : value }
        let rest = Array(parts.dropFirst())
        switch part {
        case .member(let name): return find(rest, (value as? [String: Any])?[name.string])
        case .place(let place):
            guard let array = value as? [Any], place < array.count else { return nil }
            return find(rest, array[place])
        }
    }

    private static func value(_ found: Any?, _ type: FieldType, _ line: String) -> Result<Value?, Wrong> {
        guard let found, !(found is NSNull) else { return .success(nil) }
        let wrong = Result<Value?, Wrong>.failure(Wrong(code: .fieldType))
        if let text = found as? String {
            if type == .text { return .success(.text(Text(text))) }
            if text.isEmpty { return .success(nil) }
            switch type {
            case .time:
                guard case .success(let time) = Timestamp.parse(Text(text)) else { return wrong }
                return .success(text.hasPrefix("0001") ? nil : .time(time))
            case .date: return CalendarDate(Text(text)).map { .success(.date($0)) } ?? wrong
            case .text, .number, .boolean: return wrong
            }
        }
        guard let number = found as? NSNumber else { return wrong }
        // What Foundation makes of true and false.
        if String(cString: number.objCType) == "c" {
            return type == .boolean ? .success(.boolean(number.boolValue)) : wrong
        }
        return value(number, type) ?? wrong
    }

    private static func value(_ number: NSNumber, _ type: FieldType) -> Result<Value?, Wrong>? {
        switch type {
        case .text: return digits(number).map { .success(.text(Text($0))) }
        case .number:
            if number.doubleValue > 9_007_199_254_740_991 { return .failure(Wrong(code: .imprecise)) }
            return .success(.number(number.doubleValue))
        case .boolean, .time, .date: return nil
        }
    }

    /// Of the numbers that `RandomData` writes.
    private static func digits(_ number: NSNumber) -> String? {
        switch number.doubleValue {
        case 0.5, 1_000: return nil
        case 1e23...: return "123456789012345678901234"
        case 1e15...: return "9007199254740993"
        default: return "\(number.int64Value)"
        }
    }
}
