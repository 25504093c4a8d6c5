package import Events

/// Why what somebody typed is no duration.
package struct SpanMistake: Error, Hashable, Sendable {
    /// Without a full stop: what is wrong, and what helps.
    package var sentence: String
    /// What was probably meant, as it should be typed; nil where nothing is, or the sentence says it.
    package var suggestion: String?
}

extension TimeSpan {
    /// Reads a duration that was typed outside of rules, in the option of a command, with the hints that rules give.
    package static func read(_ written: String) -> Result<TimeSpan, SpanMistake> {
        let read = Lexer.tokens(of: Array(written.utf8), file: 0)
        // The last is the end.
        guard read.tokens.count == 2 else { return .failure(mistake(in: written, read.tokens)) }
        switch read.tokens[0].kind {
        case .duration(let span): return .success(span)
        case .malformed(let place):
            let mistake = read.mistakes[place]
            let suggestion = mistake.suggestion.flatMap { mistake.help?.contains($0) == true ? nil : $0 }
            return .failure(
                SpanMistake(
                    sentence: mistake.message + (mistake.help.map { "; \($0)" } ?? ""), suggestion: suggestion))
        default: return .failure(mistake(in: written, read.tokens))
        }
    }

    private static func mistake(in written: String, _ tokens: [Token]) -> SpanMistake {
        let form = "a duration is 30s, 15min, 4h, 2d, 1w or 1h30min"
        switch tokens.first?.kind {
        case .number where tokens.count == 2:
            return SpanMistake(sentence: "a duration has a unit: s, min, h, d or w", suggestion: nil)
        case .symbol(.minus): return SpanMistake(sentence: "a duration is not negative", suggestion: nil)
        default:
            // What is meant where only blanks are too many.
            let joined = written.filter { $0 != " " }
            let isSpaced = joined != written && TimeSpan(written: joined) != nil
            return SpanMistake(sentence: form, suggestion: isSpaced ? joined : nil)
        }
    }
}
