/// How everyday speech compares two values: `is not`, `greater than`, `mindestens`.
struct ComparisonPhrase {
    enum Meaning {
        case comparison(BinaryOperator)
        case isIn, isNotIn, containsNot, isMissing, isPresent
        /// `is either "a" or "b"`
        case isEither
        /// `between 2 and 5`
        case isBetween
        /// What the language cannot ask.
        case nothing
    }

    let words: [String]
    let meaning: Meaning

    /// By first word, the longest first.
    static let byFirstWord: [String: [ComparisonPhrase]] = Dictionary(grouping: all) { $0.words[0] }
        .mapValues { $0.sorted { $0.words.count > $1.words.count } }

    private static let all: [ComparisonPhrase] =
        phrases(
            .comparison(.notEqual), "not|isn't|not equal to|different from|unlike",
            bare:
                "does not equal|doesn't equal|not equal to|not equals|not equal|ungleich|nicht gleich|ist nicht|ist ungleich"
        )
        + phrases(
            .comparison(.equal), "equal to|equals|the same as|exactly",
            bare: "equals|equal to|equal|eq|gleich|ist gleich|ist|genau")
        + phrases(
            .comparison(.greater),
            "greater than|more than|bigger than|larger than|higher than|over|above|after|later than",
            bare: "exceeds|größer als|mehr als|über|nach|später als", both: true)
        + phrases(
            .comparison(.less), "less than|fewer than|smaller than|lower than|under|below|before|earlier than",
            bare: "kleiner als|weniger als|unter|vor|früher als", both: true)
        + phrases(.comparison(.greaterOrEqual), "at least|no less than|not less than", bare: "mindestens", both: true)
        + phrases(
            .comparison(.lessOrEqual), "at most|no more than|not more than|up to", bare: "höchstens|maximal", both: true
        )
        + phrases(.isIn, "in|one of|any of", bare: "one of|any of|ist in|ist eines von")
        + phrases(.isNotIn, "not in|not one of|none of", bare: "nicht in|ist nicht in")
        + phrases(.isEither, "either", bare: "either|entweder")
        + phrases(.isBetween, "between", bare: "between|zwischen")
        + phrases(.containsNot, "", bare: "does not contain|doesn't contain|contains not|enthält nicht")
        + phrases(
            .isMissing, "null|nil|none|unknown|empty|unset|absent|undefined|not set|not known|not there|not given",
            bare: "does not exist|doesn't exist|fehlt|ist leer|ist unbekannt|ist missing")
        + phrases(
            .isPresent, "not null|not nil|not none|not unknown|not empty|set|known|there|given|defined",
            bare: "exists|existiert|ist bekannt|ist gesetzt|ist nicht leer")
        + phrases(
            .nothing, "like",
            bare: "like|matches|starts with|ends with|begins with|startswith|endswith|beginnt mit|endet mit")

    /// Phrases behind `is` or `ist`, and those that stand alone; with `both` the former do so too.
    private static func phrases(_ meaning: Meaning, _ behindIs: String, bare: String, both: Bool = false)
        -> [ComparisonPhrase]
    {
        func words(_ text: String) -> [[String]] {
            text.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
        }
        let inner = words(behindIs)
        // `after 4h` and `before` begin clauses of their own; only behind `is` they compare.
        let alone = both ? inner.filter { $0 != ["after"] && $0 != ["before"] } : []
        let german = words(bare)
        let all =
            inner.flatMap { [["is"] + $0, ["ist"] + $0] } + alone + german + (both ? german.map { ["ist"] + $0 } : [])
        return all.map { ComparisonPhrase(words: $0, meaning: meaning) }
    }
}
