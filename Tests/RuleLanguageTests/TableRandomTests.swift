import Events
import TestSupport
import Testing

@testable import RuleLanguage

/// Random tables, written as files in many ways: what is read is what was meant.
@Suite("A random table") struct TableRandomTests {
    private struct Column {
        var name: String
        var type: FieldType
        var isOptional: Bool
    }

    private struct Made {
        var key: FieldType
        var columns: [Column]
        /// The key, and the cells; nil where nothing stands.
        var rows: [[Value?]]
        /// The place of each column of the file among key and columns; nil: nobody has declared it.
        var order: [Int?]

        var declaration: String {
            "table t from \"t.csv\" key k \(key.rawValue)  "
                + columns.map { "\($0.name) \($0.type.rawValue)\($0.isOptional ? " optional" : "")" }
                .joined(separator: "  ") + "\n"
        }
    }

    private static let types: [FieldType] = [.text, .number, .boolean, .time, .date]

    private func made(_ random: inout SplitMix64) -> Made {
        let columns = (0..<random.below(5)).map {
            Column(name: "c\($0)", type: random.pick(Self.types), isOptional: random.chance(50))
        }
        let key = random.pick(Self.types)
        var keys: Set<Value> = []
        var rows: [[Value?]] = []
        for _ in 0..<random.pick([0, 1, 2, 10, 100]) {
            let name = value(key, &random)
            guard name != .text(""), keys.insert(name).inserted else { continue }
            rows.append(
                [name] + columns.map { $0.isOptional && random.chance(20) ? nil : value($0.type, &random) })
        }
        var order = (0...columns.count).map { Optional($0) } + (random.chance(30) ? [nil] : [])
        order.shuffle(using: &random)
        return Made(key: key, columns: columns, rows: rows, order: order)
    }

    private func value(_ type: FieldType, _ random: inout SplitMix64) -> Value {
        switch type {
        case .text:
            let letters = ["a", "b", "\"", ",", "\n", "\r\n", " ", "é", "𝄞", ";", "#"]
            let count = random.pick([0, 1, 1, 2, 3, 200])
            return .text(Text((0..<count).map { _ in random.pick(letters) }.joined()))
        case .number:
            return .number(random.pick([Double(random.below(300)), -0.5, 1e300, 1.5, -Double(random.below(9))]))
        case .boolean: return .boolean(random.chance(50))
        case .time:
            return .time(
                Timestamp(seconds: Int64(random.below(5)) * 1_000_000_000, nanoseconds: Int64(random.below(3))))
        case .date: return .date(CalendarDate(days: Int32(random.below(40_000)) - 20_000))
        }
    }

    private func written(_ value: Value?, _ random: inout SplitMix64) -> String {
        let text: String
        switch value {
        case nil: text = ""
        case .text(let some): text = some.string
        case .number(let number): text = number.shortestDecimal
        case .boolean(let truth): text = random.chance(50) ? "\(truth)" : "\(truth)".uppercased()
        case .time(let time): text = time.description
        case .date(let date): text = date.description
        case .duration(let span): text = span.description
        }
        let needsQuotes = text.utf8.contains { "\",\r\n".utf8.contains($0) }
        guard needsQuotes || random.chance(20) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The text of the file.
    private func file(_ made: Made, _ random: inout SplitMix64) -> String {
        let end = random.pick(["\n", "\r\n"])
        let names = ["k"] + made.columns.map(\.name)
        var lines = [made.order.map { $0.map { names[$0] } ?? "more" }.joined(separator: ",")]
        for row in made.rows {
            lines.append(made.order.map { $0.map { written(row[$0], &random) } ?? "?" }.joined(separator: ","))
        }
        // A line without a letter is no row of a table of one column.
        return (random.chance(20) ? "\u{feff}" : "") + lines.joined(separator: end) + (random.chance(80) ? end : "")
    }

    @Test("is found by its keys, cell by cell, and by no others", arguments: 0..<200)
    func found(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let made = made(&random)
        let csv = file(made, &random)
        let compilation = compile([
            Source(path: "a.rules", text: made.declaration), Source(path: "t.csv", text: csv, kind: .table),
        ])
        let told = "\(made.declaration)\(csv)\(compilation.diagnostics.map(\.message))"
        let table = try #require(compilation.program?.tables.first, "\(told)")
        #expect(table.count == made.rows.count)
        let types = ["k": made.key].merging(made.columns.map { ($0.name, $0.type) }) { $1 }
        let places = Dictionary(uniqueKeysWithValues: made.columns.enumerated().map { ($1.name, $0 + 1) })
        let known = Set(made.rows.compactMap { $0[0] })
        for row in made.rows {
            let key = try #require(row[0])
            for (place, column) in table.columns.enumerated() {
                let cell = row[try #require(places[column.name.string])]
                let isMissing = cell == .text("") && column.isOptional
                #expect(table.value(place, key: key) == (isMissing ? nil : cell), "\(told)")
                #expect(column.type == types[column.name.string])
            }
        }
        for _ in 0..<20 {
            let key = value(made.key, &random)
            #expect((table.value(nil, key: key) != nil) == known.contains(key))
        }
    }

    @Test("whose key stands twice is told where it does, however it is written", arguments: 0..<50)
    func twice(seed: UInt64) throws {
        var random = SplitMix64(seed: 1_000 + seed)
        let count = 2 + random.below(30)
        let (first, second) = (random.below(count - 1), count - 1)
        let key = { (number: Int) in number == second ? "k \"\(first)\"" : "k \"\(number)\"" }
        let lines = (0..<count).map { "x,\"\(key($0).replacing("\"", with: "\"\""))\"" }
        let compilation = compile([
            Source(path: "a.rules", text: "table t from \"t.csv\" key k text  c text\n"),
            Source(path: "t.csv", text: "c,k\n" + lines.joined(separator: "\n"), kind: .table),
        ])
        let told = try #require(compilation.diagnostics.first { $0.severity == .error })
        #expect(told.message == "the key `k \"\(first)\"` stands in two rows")
        #expect(told.help == "the first is in line \(first + 2)")
        let place = compilation.sources[1].position(of: told.range.start)
        #expect(place.line == second + 2 && place.column == 4)
    }
}
