import Events
import Foundation
import Testing

@testable import RuleLanguage

/// Wrong rule files, and exactly what is said about each. `RECORD=1 swift test --filter DiagnosticsGolden` writes down
/// what is said now; read every change before you keep it.
@Suite struct DiagnosticsGoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Wrong")
    static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".rules") }.map { String($0.dropLast(6)) }.sorted()

    @Test func thereAreAtLeastSixtyWrongFiles() {
        #expect(Self.names.count >= 60)
    }

    @Test(arguments: names) func exactly(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent("\(name).rules"), encoding: .utf8)
        let said = sayings(text, path: "\(name).rules")
        let golden = Self.folder.appendingPathComponent("\(name).expected")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try said.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(said == (try String(contentsOf: golden, encoding: .utf8)))
        #expect(!said.isEmpty)
    }

    @Test(arguments: names) func whatIsSuggestedMendsIt(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent("\(name).rules"), encoding: .utf8)
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
        let compilation = compile([source], knownZones: ["Europe/London", "Europe/Berlin", "America/New_York", "UTC"])
        return compilation.diagnostics.map { render($0, [source]) }.joined(separator: "\n")
    }
}
