import Foundation
import Testing
import TestSupport

@testable import RuleLanguage

/// The committed grammars for editors are what the keyword table gives. `RECORD=1 swift test --filter EditorGrammar`
/// writes them anew.
@Suite struct EditorGrammarTests {
    @Test(arguments: [
        ("textmate/outreachd.tmLanguage.json", EditorGrammars.textMate),
        ("vim/syntax/outreachd.vim", EditorGrammars.vim),
    ])
    func theCommittedGrammarIsTheGeneratedOne(path: String, generated: String) throws {
        let committed = try Checkout.expected("editors/" + path, recording: generated)
        #expect(committed == generated, "record it anew: RECORD=1 swift test --filter EditorGrammar")
    }

    @Test func theTextMateGrammarIsJSONWhoseExpressionsCompile() throws {
        let json = try JSONSerialization.jsonObject(with: Data(EditorGrammars.textMate.utf8))
        let expressions = patterns(in: json)
        #expect(expressions.count > 20)
        for expression in expressions {
            #expect(throws: Never.self) { try NSRegularExpression(pattern: expression) }
        }
    }

    @Test(arguments: [
        ("  unless  contact within 4h", "unless", "keyword.control.outreachd"),
        ("event a.b rule text", "text", "storage.type.outreachd"),
        ("when seen a.b within 1h30min", "1h30min", "constant.numeric.duration.outreachd"),
        ("where x > 1.5", "1.5", "constant.numeric.outreachd"),
        ("at 2026-03-02T10:00Z expect", "2026-03-02T10:00Z", "constant.other.time.outreachd"),
        ("define `when` = a.b", "`when`", "variable.other.outreachd"),
    ])
    func wordsGetTheirColour(line: String, word: String, scope: String) throws {
        let entry = try #require(entries().first { $0.scope == scope && matches($0.expression, line).contains(word) })
        #expect(entry.scope == scope)
    }

    @Test func aKeywordInALongerNameIsNone() {
        for entry in entries() where entry.scope.hasPrefix("keyword") && entry.scope != "keyword.operator.outreachd" {
            #expect(matches(entry.expression, "late-when when-late order.rule task.done `when` whenever").isEmpty)
        }
    }

    private func matches(_ expression: String, _ line: String) -> [String] {
        guard let compiled = try? NSRegularExpression(pattern: expression) else { return [] }
        return compiled.matches(in: line, range: NSRange(line.startIndex..., in: line)).compactMap {
            Range($0.range, in: line).map { String(line[$0]) }
        }
    }

    /// Every `match` of the grammar with its scope.
    private func entries() -> [(scope: String, expression: String)] {
        guard let json = try? JSONSerialization.jsonObject(with: Data(EditorGrammars.textMate.utf8)) else { return [] }
        return entries(in: json)
    }

    private func entries(in json: Any) -> [(scope: String, expression: String)] {
        if let list = json as? [Any] { return list.flatMap(entries(in:)) }
        guard let object = json as? [String: Any] else { return [] }
        let inner = object.values.flatMap(entries(in:))
        guard let scope = object["name"] as? String, let expression = object["match"] as? String else { return inner }
        return [(scope, expression)] + inner
    }

    private func patterns(in json: Any) -> [String] {
        if let list = json as? [Any] { return list.flatMap(patterns(in:)) }
        guard let object = json as? [String: Any] else { return [] }
        return ["match", "begin", "end"].compactMap { object[$0] as? String } + object.values.flatMap(patterns(in:))
    }
}
