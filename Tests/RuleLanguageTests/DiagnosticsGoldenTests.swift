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
        for diagnostic in compile([Source(path: name, text: text)]).diagnostics {
            guard let suggestion = diagnostic.suggestion else { continue }
            var bytes = Array(text.utf8)
            bytes.replaceSubrange(diagnostic.range.start..<diagnostic.range.end, with: Array(suggestion.utf8))
            let left = compile([Source(path: name, bytes: bytes)]).diagnostics.filter {
                $0.code == diagnostic.code && $0.range.start == diagnostic.range.start
            }
            #expect(left == [])
        }
    }

    /// Everything that is said about a rule file, as a terminal shows it.
    private func sayings(_ text: String, path: String) -> String {
        let source = Source(path: path, text: text)
        let compilation = compile(
            [source], knownZones: ["Europe/London", "Europe/Berlin", "America/New_York", "US/Eastern", "UTC"])
        return compilation.diagnostics.map { render($0, [source]) }.joined(separator: "\n")
    }
}
