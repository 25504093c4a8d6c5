import Events
import Testing
import TestSupport

@testable import RuleLanguage

/// Damaged rule files: every one is read, checked and reported on, none stops the program.
@Suite struct MutationTests {
    private static let fragments: [[UInt8]] =
        Keyword.allCases.map { Array(" \($0.rawValue) ".utf8) }
        + [
            "\"", "{", "}", "`", ".", "#", "\\", "(", ")", ",", "=", "-", "+", "\n", "4h", "2026-03-02", "say \"", "é",
            "\u{2028}",
        ].map {
            Array($0.utf8)
        } + [[0xff], [0xc3], [0x00], [0xe2, 0x80], [0xf0, 0x9f]]

    private static func damaged(_ good: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = good
        for _ in 0...random.below(5) {
            let place = random.below(bytes.count + 1)
            let end = min(bytes.count, place + random.below(60))
            switch random.below(6) {
            case 0 where place < bytes.count: bytes[place] = UInt8(random.below(256))
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: fragments[random.below(fragments.count)], at: place)
            case 3: bytes.removeSubrange(place..<end)
            case 4: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
            default: bytes.replaceSubrange(place..<end, with: fragments[random.below(fragments.count)])
            }
        }
        return bytes
    }

    @Test(arguments: 0..<10) func damagedFilesAreReportedOn(part: Int) {
        var random = SplitMix64(seed: UInt64(part))
        for round in 0..<200 {
            let good = Array((MutationTests.example + RandomProgram.text(seed: UInt64(part * 200 + round))).utf8)
            let bytes = MutationTests.damaged(good, &random)
            let source = Source(path: "a.rules", bytes: bytes)
            let compilation = compile([source])
            for mistake in compilation.diagnostics {
                let range = mistake.range
                #expect(range.start >= 0 && range.start <= range.end && range.end <= bytes.count)
                #expect(!mistake.message.isEmpty)
            }
            // What still reads well must still format well.
            if let text = format(source).text {
                #expect(format(Source(path: "a.rules", text: text)).text == text)
            }
        }
    }

    @Test(arguments: [
        "(", ")", "`", "\"", "{", "}", "#", "\\", "'", "„", "not ", "- ", "rule x ", "rule x \"t\" ", "event a.b ",
        "define x = ",
        "a.", "say \"{", "say \"{\\\"", "while (", "unless strictly ", "test \"x\" at +1h ",
        "test \"x\" at +1h a.b event ",
        "seen a.b where ", "x in (", "1", "2026-", "\n", "\u{0}", "optional text ", "zone ",
    ])
    func theSameOverAndOverEnds(piece: String) {
        for prefix in ["", "rule r \"t\" while ", "rule r \"t\" say \"", "event a.b ", "define p = "] {
            let source = Source(path: "a.rules", text: prefix + String(repeating: piece, count: 1_000))
            let compilation = compile([source])
            #expect(compilation.diagnostics.allSatisfy { $0.range.end <= source.bytes.count })
        }
    }

    private static let example = """
        zone Europe/London
        event delivery.delayed   order text  days number  eta time optional
        event call.completed     order text optional  outcome text
        event customer.updated   tier text optional  zone text optional
        define contact = (call.completed where outcome = "spoke") or delivery.delayed
        fact customer.tier = tier of customer.updated
        fact order.eta     = eta of delivery.delayed
        rule late-not-told "Delivery late, customer not told"
          per     order
          when    latest delivery.delayed as delay where days >= 1 and not order in ("a", "b")
          unless  contact or customer.updated  within 4h  looking back 1h
          while   customer.tier is missing or customer.tier != "blocked"
          while   count call.completed where outcome contains "x" within 2d < 3
          task    recovery to delivery-care  priority high  due 2h
          say     "Order {delay.order} is {delay.days + 1} days late."
          again after 7d
        rule due "Due" per order when 2d before order.eta task relationship to q say "x"
        rule often "Often" when 3 call.completed within 2d task recovery to q say "x"
        test "late proof takes the task back"
          at 2026-03-02T10:00Z  delivery.delayed customer c-1 order o-9 days 2
          at +4h                expect task late-not-told customer c-1 order o-9
          at +4h20min           call.completed   customer c-1 outcome "spoke" happened +3h50min
                                expect withdrawn late-not-told because late-evidence

        """
}
