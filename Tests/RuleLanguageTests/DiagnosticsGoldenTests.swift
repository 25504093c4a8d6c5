import Events
import Testing
import TestSupport

@testable import RuleLanguage

/// Wrong rule files, and exactly what is said about each. `RECORD=1 swift test --filter DiagnosticsGolden` writes down
/// what is said now; read every change before you keep it.
@Suite struct DiagnosticsGoldenTests {
    static let folder = GoldenFolder("RuleLanguageTests/Wrong")

    @Test func thereAreAtLeastSixtyWrongFiles() {
        #expect(Self.folder.names.count >= 60)
    }

    @Test(arguments: folder.names) func exactly(_ name: String) throws {
        let text = try Self.folder.rules(name)
        let said = sayings(text, path: "\(name).rules")
        #expect(said == (try Self.folder.expected(name, recording: said)))
        #expect(!said.isEmpty)
    }

    @Test(arguments: folder.names) func whatIsSuggestedMendsIt(_ name: String) throws {
        let text = try Self.folder.rules(name)
        for diagnostic in compile(Self.withTables(Source(path: name, text: text))).diagnostics {
            guard let suggestion = diagnostic.suggestion, diagnostic.range.file == 0 else { continue }
            var bytes = Array(text.utf8)
            bytes.replaceSubrange(diagnostic.range.start..<diagnostic.range.end, with: Array(suggestion.utf8))
            let left = compile(Self.withTables(Source(path: name, bytes: bytes))).diagnostics.filter {
                $0.code == diagnostic.code && $0.range.start == diagnostic.range.start
            }
            #expect(left == [])
        }
    }

    /// The rule file, and behind it the files of its tables, which lie beside it.
    private static func withTables(_ source: Source) -> [Source] {
        [source]
            + tablePaths(in: [source]).map { path in
                Self.folder.text(of: path).map { Source(path: path, text: $0, kind: .table) }
                    ?? Source(path: path, bytes: [], kind: .unreadable("No such file or directory"))
            }
    }

    /// Everything that is said about a rule file, as a terminal shows it.
    private func sayings(_ text: String, path: String) -> String {
        let compilation = compile(
            Self.withTables(Source(path: path, text: text)),
            knownZones: ["Europe/London", "Europe/Berlin", "America/New_York", "US/Eastern", "UTC"])
        return compilation.diagnostics.map { render($0, compilation.sources) }.joined(separator: "\n")
    }
}
