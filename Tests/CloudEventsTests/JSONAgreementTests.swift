import CloudEvents
import Events
import Foundation
import Testing
import TestSupport

/// Random JSON, the same for the same seed.
private struct JSONWriter {
    var random: SplitMix64

    mutating func next(_ limit: Int) -> Int { random.below(limit) }

    mutating func space() -> String { ["", "", "", " ", "\n", "\t\r\n"][next(6)] }

    mutating func string() -> String {
        let pieces = [
            "a", "Z", "0", " ", "é", "\u{10ffff}", "日本", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00",
            "\\u0000",
            "{", "]", ",", ":", "e\u{301}", "\u{7f}",
        ]
        return "\"" + (0..<next(6)).map { _ in pieces[next(pieces.count)] }.joined() + "\""
    }

    mutating func number() -> String {
        let fixed = [
            "0", "-0", "1e5", "-1.5E-7", "9007199254740993", "18446744073709551615", "18446744073709551616", "1E+2",
        ]
        if next(3) == 0 { return fixed[next(fixed.count)] }
        return "\(next(2) == 0 ? "-" : "")\(next(1_000_000)).\(next(1_000))"
    }

    mutating func value(_ depth: Int = 0) -> String {
        switch next(depth > 4 ? 5 : 8) {
        case 0: return string()
        case 1, 2: return number()
        case 3: return ["true", "false", "null"][next(3)]
        case 4: return "{}"
        case 5:
            return "[" + (0..<next(4)).map { _ in space() + value(depth + 1) + space() }.joined(separator: ",") + "]"
        default: return object(depth)
        }
    }

    mutating func object(_ depth: Int = 0) -> String {
        // Foundation keeps one of two equal keys, so that there are none.
        let members = (0..<next(5)).map { "\(space())\"k\($0)\\t\":\(space())\(value(depth + 1))\(space())" }
        return "{" + members.joined(separator: ",") + "}"
    }

    mutating func mutated(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        let likely = Array("{}[]\",:\\0-+eE.tfn \n\u{0}u".utf8)
        for _ in 0...next(3) where bytes.count > 8 {
            // The first bytes tell an encoding to Foundation.
            let at = 4 + next(bytes.count - 4)
            switch next(4) {
            case 0: bytes.remove(at: at)
            case 1: bytes.insert(likely[next(likely.count)], at: at)
            case 2: bytes[at] = likely[next(likely.count)]
            default: bytes[at] = UInt8(next(256))
            }
        }
        return bytes
    }
}

@Suite("JSON as Foundation reads it")
struct JSONAgreementTests {
    let reader = FieldReader(schema: testSchema)
    let comparison = EventComparison()

    /// Foundation forgives a comma before a closing bracket, which RFC 8259 does not; such texts are left out.
    private func foundation(_ bytes: [UInt8]) -> NSObject? {
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) as? NSObject
    }

    private func hasCommaBeforeBracket(_ bytes: [UInt8]) -> Bool {
        var last: UInt8 = 0
        for byte in bytes where !" \t\r\n".utf8.contains(byte) {
            if last == UInt8(ascii: ","), byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return true }
            last = byte
        }
        return false
    }

    @Test("Whatever document comes, both call it JSON or both do not")
    func acceptance() throws {
        var writer = JSONWriter(random: SplitMix64(seed: 1))
        var good = 0
        for _ in 0..<6_000 {
            let isArray = writer.next(2) == 0
            let objects = (0..<(isArray ? writer.next(4) : 1)).map { _ in writer.object() }.joined(separator: ", ")
            let text = isArray ? "    [ \(objects) ]" : "    " + objects
            let bytes = writer.next(4) == 0 ? Array(text.utf8) : writer.mutated(text)
            if hasCommaBeforeBracket(bytes) { continue }
            let expected = foundation(bytes) != nil
            do {
                let codes = try reader.read(bytes, format: .json, latest: nil).map { $0.rejection?.code }
                if codes.contains(.numberRange) { continue }
                // Of an array each element is judged alone.
                let isGood = !codes.contains(.notJSON) && !codes.contains(.notUTF8)
                if isGood { good += 1 }
                #expect(isGood == expected, "\(String(decoding: bytes, as: UTF8.self))")
            } catch {
                #expect(!expected, "\(error.detail): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
        #expect(good > 1_000 && good < 5_000)
    }

    @Test("Whatever bytes come in whatever format, each line is accounted for once, read whole or by pieces")
    func anyBytes() throws {
        var writer = JSONWriter(random: SplitMix64(seed: 3))
        for _ in 0..<2_000 {
            let texts = (0..<writer.next(5)).map { _ in writer.next(3) == 0 ? writer.object() : eventText() }
            let bytes = writer.mutated(texts.joined(separator: writer.next(2) == 0 ? "\n" : "\r\n\r\n"))
            for format in [InputFormat.json, .ndjson, .sniff] {
                guard let whole = try? reader.read(bytes, format: format, latest: nil) else { continue }
                var cursor = try reader.open(bytes, format: format)
                var pieces: [ReadEvent] = []
                while case let next = reader.next(&cursor, upTo: 2, latest: nil), !next.isEmpty { pieces += next }
                #expect(pieces.map(\.line) == whole.map(\.line))
                #expect(pieces.map(\.rejection) == whole.map(\.rejection))
                let lines = bytes.split(separator: 0x0a).filter { !$0.allSatisfy { " \t\r".utf8.contains($0) } }
                if format == .ndjson { #expect(whole.count == lines.count) }
            }
        }
    }

    @Test("Values written again by Foundation are the same content, changed ones are not")
    func values() throws {
        var writer = JSONWriter(random: SplitMix64(seed: 2))
        var changed = 0
        for _ in 0..<3_000 {
            let text = writer.object()
            let object = try #require(foundation(Array(text.utf8)), "\(text)")
            let again = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
            #expect(comparison.sameContent(Text(text), Text(String(decoding: again, as: UTF8.self))), "\(text)")

            let mutated = writer.mutated(text)
            if hasCommaBeforeBracket(mutated) { continue }
            guard let other = foundation(mutated), let mutatedText = String(validating: mutated, as: UTF8.self) else {
                continue
            }
            // A key that comes twice, Foundation sees once.
            let keys = mutatedText.components(separatedBy: "\"k").count
            guard keys == text.components(separatedBy: "\"k").count else { continue }
            changed += 1
            #expect(
                comparison.sameContent(Text(text), Text(mutatedText)) == (object == other), "\(text)\n\(mutatedText)")
        }
        #expect(changed > 100)
    }
}
