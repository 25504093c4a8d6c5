import Events
import Foundation
import Testing
import TestSupport

@testable import RuleLanguage

/// Rule files as they are while somebody types: whatever stands there, there is an answer.
@Suite struct DiagnosticsMutationTests {
    @Test func whateverIsWrittenIsAnswered() throws {
        let texts = try DiagnosticsGoldenTests.folder.names.map { name in
            Array(try DiagnosticsGoldenTests.folder.rules(name).utf8)
        }
        let known = Set(DiagnosticKind.all.map(\.code))
        var random = SplitMix64(seed: 3)
        for round in 0..<2_000 {
            let text = mutated(texts[round % texts.count], texts[random.below(texts.count)], &random)
            let source = Source(path: "m.rules", bytes: text)
            let compilation = compile([source])
            let failed = compilation.diagnostics.contains { $0.severity == .error }
            #expect((compilation.program == nil) == failed)
            for diagnostic in compilation.diagnostics {
                #expect(known.contains(diagnostic.code), "\(diagnostic.code)")
                let isInside = 0 <= diagnostic.range.start && diagnostic.range.end <= text.count
                #expect(
                    isInside && diagnostic.range.start <= diagnostic.range.end,
                    "\(diagnostic) in \(String(decoding: text, as: UTF8.self))")
                #expect(!render(diagnostic, [source]).isEmpty)
            }
            #expect(diagnosticsJSON(compilation.diagnostics, sources: [source]).hasSuffix("]"))
        }
    }

    /// Some words left out, doubled, swapped, or taken from another file, and now and then a byte that fits nowhere.
    private func mutated(_ text: [UInt8], _ other: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var words = text.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
        let others = other.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
        for _ in 0...random.below(3) {
            let place = random.below(words.count)
            switch random.below(6) {
            case 0: if words.count > 1 { words.remove(at: place) }
            case 1: words.insert(words[place], at: place)
            case 2: words.swapAt(place, random.below(words.count))
            case 3: words[place] = others[random.below(others.count)]
            case 4:
                if !words[place].isEmpty {
                    words[place][random.below(words[place].count)] = UInt8(truncatingIfNeeded: random.next())
                }
            default: words[place] = Array(words[place].dropLast())
            }
        }
        return Array(words.joined(separator: [0x20]))
    }
}
