import Events

/// Where a test ends, as the parser sees it: the lexer has to know it, and has only letters ahead.
extension Lexer {
    /// Whether a word first on its line, up to the current position, begins a declaration behind a test, and is not a
    /// step, a reason or a field of it.
    func endsTest(_ keyword: Keyword) -> Bool {
        guard keyword.role == .declaration else { return false }
        switch keyword {
        case .test: return false
        case .feed: return !isFeedStep
        case .score, .journey: return isScoreOrJourney
        case .outcome: return isOutcome
        case .touch: return isTouch
        case .inhibit, .budget, .quiet: return output.tokens.last?.keyword != .because || isGate
        default: return true
        }
    }

    /// Whether what follows `feed` is a step: a name, and `falls` or `is`, or what was meant for one of them.
    private var isFeedStep: Bool {
        let words = words(2)
        guard words.count == 2 else { return false }
        let verb = Text(words[1].text)
        if verb == Keyword.falls.text || verb == Keyword.is.text { return true }
        return !words[1].startsLine
            && (Parser.feedVerbs.contains(words[1].text.lowercased())
                || nearMiss(verb, among: [Keyword.falls.text]) != nil)
    }

    /// Whether a name and its half-life, lines or stages follow: `score` and `journey` are fields of many an event.
    private var isScoreOrJourney: Bool {
        let words = words(2)
        guard let first = words.first?.text.unicodeScalars, first.first.map(Letters.startsName) ?? false else {
            return false
        }
        if first.contains(".") { return true }
        return words.count == 2
            && ["half-life", "half", "halflife", "add", "stage"].contains(words[1].text.lowercased())
    }

    /// Whether a name and its title or a part follow: else it is a field.
    private var isOutcome: Bool {
        let words = words(2)
        guard words.count == 2, let first = words[0].text.unicodeScalars.first, Letters.startsName(first) else {
            return false
        }
        return words[1].text.hasPrefix("\"") || ["good", "per", "when", "among", "within"].contains(words[1].text)
    }

    /// Whether a side and `=` follow.
    private var isTouch: Bool {
        let words = words(2)
        guard let first = words.first?.text else { return false }
        return first.contains("=") || words.count == 2 && words[1].text.hasPrefix("=")
    }

    /// Whether what a gate holds follows: else its word is the reason of a step.
    private var isGate: Bool {
        words(1).first.map { ["any", "rule", "recovery", "relationship"].contains($0.text) } ?? false
    }

    /// The next words ahead, up to so many: what stands between blanks and comments, whatever it is.
    private func words(_ count: Int) -> [(text: String, startsLine: Bool)] {
        var words: [(text: String, startsLine: Bool)] = []
        var at = index
        var startsLine = false
        while at < limit, words.count < count {
            switch bytes[at] {
            case 0x0a:
                startsLine = true
                at += 1
            case UInt8(ascii: "#"): while at < limit, bytes[at] != 0x0a { at += 1 }
            case ...UInt8(ascii: " "): at += 1
            default:
                let start = at
                // Nobody gives a longer name, and a file may be one long word.
                while at < limit, at - start < 200, bytes[at] > UInt8(ascii: " "), bytes[at] != UInt8(ascii: "#") {
                    at += 1
                }
                words.append((string(start, at), startsLine))
                startsLine = false
            }
        }
        return words
    }
}
