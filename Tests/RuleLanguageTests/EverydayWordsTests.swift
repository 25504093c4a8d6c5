import Events
import Testing

@testable import RuleLanguage

/// Words of everyday speech are told where they stand for a word of the language, and are names like others elsewhere.
@Suite struct EverydayWordsTests {
    static let words: [String] = {
        let phrases = ComparisonPhrase.byFirstWord.values.flatMap { $0 }.flatMap(\.words)
        let all = EverydayWords.all.union(phrases).union(EverydayWords.numbers.keys).union(EverydayWords.times)
            .union(EverydayWords.timesInOneWord.keys).union(EverydayWords.missing).union(EverydayWords.present)
            .union(["today", "now", "yes", "hours", "tage", "business", "eur", "import", "later", "daily", "annually"])
        return all.filter { $0.utf8.allSatisfy { Letters.isASCIILetter($0) || $0 >= 0x80 } }.sorted()
    }()

    @Test func thereAreMany() {
        #expect(Self.words.count > 200)
    }

    @Test(arguments: words)
    func everyOneIsANameWhereANameStands(_ word: String) {
        guard Keyword(rawValue: word) == nil else { return }
        let program = """
            event order.\(word)  \(word) number  order text  remark text optional
            event \(word).made   order text
            define \(word) = order.\(word) or \(word).made
            define pair = (\(word) where order = "x") or \(word)
            fact customer.\(word) = \(word) of order.\(word)
            fact order.\(word) = \(word) of order.\(word)
            rule \(word) "T"
              per order
              when first \(word) as it where \(word) > 3 and not \(word) in (1, 2) and it.\(word) = \(word)
              unless \(word) within 4h
              unless \(word) or order.\(word) within 4h looking back 2h
              unless strictly \(word) within 4h
              while count \(word) within 7d > 3 or seen \(word) within 2h and customer.\(word) > 2
              while sum \(word) of order.\(word) within 7d > 3 and order.\(word) is missing
              while not seen (\(word) or \(word).made) within 4h and it.\(word) = 2 or it.\(word) < 2 * it.\(word)
              task recovery to \(word) priority high due 2h
              say "{it.\(word)} {customer.\(word)}"
              after 5h
              again after 2d
            rule other "T"
              when 3 \(word) within 7d across 2 order as \(word)
              task recovery to \(word)
              say "{\(word).order}"
            rule third "T"
              when each \(word) or \(word).made
              task relationship to \(word) due 2h priority low
              say "x"
            rule fourth "T"
              when 3 \(word) or \(word).made within 7d
              task relationship to \(word)
              say "x"
              keep
              unless \(word) within 2h
            test "t"
              at 2026-03-02T10:00Z  order.\(word) customer \(word) \(word) 2 order \(word) remark \(word)
              at +1h  expect task \(word) customer \(word) order \(word)
                      done \(word) customer \(word)
                      expect nothing
                      \(word).made customer c-1 order \(word)
            """
        let errors = compile([Source(path: "a.rules", text: program)]).diagnostics.filter { $0.severity == .error }
        #expect(errors.map { render($0, [Source(path: "a.rules", text: program)]) } == [])
    }
}
