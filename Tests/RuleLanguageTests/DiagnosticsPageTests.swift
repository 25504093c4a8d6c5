import Events
import Foundation
import Testing
import TestSupport

@testable import RuleLanguage

/// The page of all codes, and that what it says is so.
@Suite struct DiagnosticsPageTests {
    @Test func eachCodeIsThereOnce() {
        let codes = DiagnosticKind.all.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    /// Bytes that are no text cannot stand in an example, nor what is as long as a limit or in the file of a table.
    @Test func fewMistakesHaveNoExample() {
        #expect(
            DiagnosticKind.all.filter(\.wrong.isEmpty).map(\.code) == [
                "more-mistakes", "more-warnings", "not-text", "not-utf8", "table-cell", "table-column", "table-form",
                "table-key", "table-row-length", "too-many-rules", "too-much-text", "undeclared-column", "unused-table",
            ])
        let source = Source(path: "a.rules", bytes: Array("zone UTC # ".utf8) + [0xff])
        #expect(compile([source]).diagnostics.map(\.code) == ["not-utf8"])
    }

    @Test(arguments: DiagnosticKind.all.filter { !$0.wrong.isEmpty }.map(\.code))
    func theExampleHasThisMistakeAndTheMendHasNot(_ code: String)
        throws
    {
        let kind = try #require(DiagnosticKind.all.first { $0.code == code })
        let wrong = diagnostics(kind.wrong)
        #expect(wrong.contains { $0.code == code && $0.severity == kind.severity })
        let errors = wrong.filter { $0.severity == .error }
        #expect(errors.allSatisfy { $0.code == code }, "\(errors.map(\.code))")
        let mended = diagnostics(kind.mend)
        #expect(mended.filter { $0.severity == .error || $0.code == code } == [])
    }

    @Test func theCommittedPageIsTheGeneratedOne() throws {
        let page = diagnosticsPage()
        #expect(try Checkout.expected("rules/DIAGNOSTICS.md", recording: page) == page)
    }

    /// What is said about an example, without what is said about the vocabulary that it stands on.
    private func diagnostics(_ example: String) -> [Diagnostic] {
        let vocabulary = Source(path: "vocabulary.rules", text: DiagnosticKind.exampleVocabulary)
        let source = Source(path: "example.rules", text: example + "\n")
        var compilation = compile([vocabulary, source], knownZones: ["Europe/London"])
        compilation.warnOfUnknownOwners { $0 != .user("crm-snyc") }
        return compilation.diagnostics.filter { $0.severity == .error || $0.range.file == 1 }
    }
}
