import Events
import Testing

@testable import RuleLanguage

/// The files of tables: what RFC 4180 allows, and what belongs to the rules.
@Suite struct TableTests {
    private func compiled(
        _ csv: String, _ declaration: String = "table t from \"t.csv\" key k text  n number optional  s text optional",
        path: String = "a.rules", file: String = "t.csv"
    ) -> Compilation {
        compile([Source(path: path, text: declaration + "\n"), Source(path: file, text: csv, kind: .table)])
    }

    private func table(_ csv: String) throws -> Table {
        let compilation = compiled(csv)
        let program = try #require(compilation.program, "\(compilation.diagnostics.map(\.message))")
        return try #require(program.tables.first)
    }

    @Test(arguments: [
        ("k,n,s\na,1,x\n", "a 1 x"), ("k,n,s\r\na,1,x\r\n", "a 1 x"), ("k,n,s\na,1,x", "a 1 x"),
        ("\u{feff}k,n,s\na,1,x\n", "a 1 x"), ("s,more,k,n\nx,?,a,1\n", "a 1 x"),
        ("\"k\",\"n\",\"s\"\n\"a\",\"1\",\"x\"\n", "a 1 x"),
        ("k,n,s\na,,\n", "a - -"), ("k,n,s\na,\"\",\"\"\n", "a - -"),
        ("k,n,s\n\"a, b\",1,\"x \"\"y\"\"\nz\"\n", "a, b 1 x \"y\"\nz"),
        ("k,n,s\n\"a\r\nb\",1,x\r\n", "a\r\nb 1 x"), ("k,n,s\nb,2,y\na,1,x\n", "a 1 x|b 2 y"), ("k,n,s\n", ""),
        ("k,n,s\né,-0.5,ü\n", "é -0.5 ü"), ("k,n,s\na,1e3, x \n", "a 1000  x "),
    ])
    func rows(csv: String, expected: String) throws {
        let table = try table(csv)
        let rows = (0..<table.count).map(table.row).map { row in
            ([row.key] + row.cells).map { $0.map(written) ?? "-" }.joined(separator: " ")
        }
        #expect(rows.joined(separator: "|") == expected)
    }

    private func written(_ value: Value) -> String {
        switch value {
        case .text(let text): return text.string
        case .number(let number): return number.shortestDecimal
        case .boolean(let truth): return "\(truth)"
        case .time(let time): return time.description
        case .date(let date): return date.description
        case .duration(let span): return span.description
        }
    }

    @Test func everyKeyIsFoundAndNoOther() throws {
        let keys = (0..<2_000).map { "\($0 * 7919 % 2_000)" + String(repeating: "x", count: $0 % 200) }
        let table = try table("k,n,s\n" + keys.enumerated().map { "\($1),\($0),\n" }.joined())
        #expect(table.count == keys.count)
        for (number, key) in keys.enumerated() {
            #expect(table.value(0, key: .text(Text(key))) == .number(Double(number)))
            #expect(table.value(nil, key: .text(Text(key))) == .text(Text(key)))
            #expect(table.value(0, key: .text(Text(key + "y"))) == nil)
        }
    }

    @Test(arguments: [
        ("number", "1,0.5,-3,0", ["1", "0.5", "-3", "-0"]), ("boolean", "true,false", ["true", "false"]),
        ("date", "2026-03-02,0001-01-01", ["2026-03-02", "0001-01-01"]),
        (
            "time", "2026-03-02T10:00:00.5Z,2026-03-02T11:00:00+01:00",
            ["2026-03-02T10:00:00.500Z", "2026-03-02T10:00:00Z"]
        ),
    ])
    func aKeyMayBeOfEveryType(type: String, keys: String, asked: [String]) throws {
        let rows = keys.split(separator: ",").enumerated().map { "\($1),\($0)\n" }.joined()
        let compilation = compiled("k,n\n" + rows, "table t from \"t.csv\" key k \(type)  n number")
        let table = try #require(compilation.program?.tables.first)
        for (number, key) in asked.enumerated() {
            let value = try CellValue.read(Array(key.utf8)[...], as: FieldType(rawValue: type) ?? .text)
            #expect(table.value(0, key: value) == .number(Double(number)), "\(key)")
        }
    }

    @Test(arguments: [
        ("a.rules", "t.csv", "t.csv"), ("/etc/x/a.rules", "t.csv", "/etc/x/t.csv"),
        ("x/a.rules", "../d/t.csv", "x/../d/t.csv"),
        ("x/a.rules", "/d/t.csv", "/d/t.csv"), ("-", "t.csv", "t.csv"),
    ])
    func thePathCountsFromTheFolderOfTheRuleFile(rules: String, written: String, path: String) {
        let declaration = "table t from \"\(written)\" key k text"
        #expect(tablePaths(in: [Source(path: rules, text: declaration)]) == [path])
        #expect(compiled("k\na\n", declaration, path: rules, file: path).diagnostics == [])
    }

    @Test func oneFileMayBeTwoTablesAndIsNamedOnce() {
        let text = "# table\ntable a from \"t.csv\" key k text\ntable b from \"t.csv\" key n number  k text\n"
        let sources = [Source(path: "a.rules", text: text), Source(path: "b.rules", text: "event a.b\n")]
        #expect(tablePaths(in: sources) == ["t.csv"])
        let compilation = compile(sources + [Source(path: "t.csv", text: "k,n\nx,1\n", kind: .table)])
        #expect(compilation.program?.tables.map(\.name) == ["a", "b"])
    }

    // MARK: Part of the rules

    private func form(_ csv: String, _ declaration: String) throws -> String {
        try #require(compiled(csv, declaration).program).canonicalForm
    }

    @Test func theCanonicalFormHasItsRowsAndNotTheirOrder() throws {
        let declaration = "table t from \"t.csv\" key k text  n number optional  s text optional"
        let base = try form("k,n,s\na,1,x\nb,,\n", declaration)
        #expect(base.contains("table t (key k text) (n number optional) (s text optional)\n"))
        #expect(base.contains(" row (text \"a\") (number 1) (text \"x\")\n row (text \"b\") (missing) (missing)\n"))
        #expect(try form("s,n,k\r\n,,b\r\n\"x\",1.0,a\r\n", declaration) == base)
        #expect(
            try form("k,n,s\na,1,x\nb,,\n", "table t from \"t.csv\" key k text  s text optional  n number optional")
                == base)
        for other in ["k,n,s\na,2,x\nb,,\n", "k,n,s\na,1,x\nb,,y\n", "k,n,s\na,1,x\n", "k,n,s\na,1,x\nc,,\n"] {
            #expect(try form(other, declaration) != base)
        }
        #expect(try form("k,n,s\na,1,x\nb,,\n", declaration.replacing("table t", with: "table u")) != base)
    }

    @Test func manyRowsTakeLittle() throws {
        let csv = "k,n,s\n" + (0..<20_000).map { "seller-\($0),\($0 % 10),team-\($0 % 100)\n" }.joined()
        let table = try table(csv)
        #expect(table.count == 20_000)
        #expect(table.size < 100 * table.count)
        #expect(table.value(1, key: .text("seller-17777")) == .text("team-77"))
    }

    // MARK: Layout

    @Test func itsColumnsStandApart() {
        let text = "table   sellers from \"sellers.csv\"\n  key seller text bad   number\n owner text optional\n"
        let laidOut = "table sellers from \"sellers.csv\" key seller text  bad number  owner text optional\n"
        #expect(format(Source(path: "a.rules", text: text)).text == laidOut)
        #expect(format(Source(path: "a.rules", text: laidOut)).text == laidOut)
    }

    @Test func aCellIsOneWord() {
        let text = "define a = x.y where t[ `when` + 1 ].`of` > 2 and t[u[-n].k].m in (1, 2)\n"
        let laidOut = "define a = x.y where t[`when` + 1].`of` > 2 and t[u[-n].k].m in (1, 2)\n"
        #expect(format(Source(path: "a.rules", text: text)).text == laidOut)
    }

    @Test func tableAndKeyAreNamesLikeOthers() {
        let text = """
            event a.b table text  key text  from text optional
            fact customer.table = table of a.b
            rule table "T"
              per key
              when a.b as table where table = key and table.key != ""
              task recovery to table
              say "{table.table}"
            test "a table"
              at 2026-03-02T10:00Z a.b customer c-1 table x key x
                                   expect task table customer c-1 key x

            """
        let errors = compile([Source(path: "a.rules", text: text)]).diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.message) == [])
    }
}
