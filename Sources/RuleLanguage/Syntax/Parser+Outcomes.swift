import Events

/// What a site hopes to avoid or to reach, and who speaks to whom.
extension Parser {
    private static let outcomeParts: [Keyword] = [.per, .when, .among, .within]

    /// `outcome unhappy "A bad review" [good]` and its parts `per`, `when`, `among`, `within`.
    mutating func outcome(from start: Int) throws(PhraseAbandoned) -> OutcomeDeclaration {
        advance()
        let name = try name("the name of the outcome", dots: .none)
        leaveOutSign(behind: string(name.range))
        leaveOutLeaning()
        var outcome = OutcomeDeclaration(range: rangeSince(start), name: name)
        outcome.good = slippedGood()
        outcome.title = optionalText()
        if let good = accept(.good) { outcome.good = good }
        leaveOutLeaning()
        while true {
            while skipComment() {}
            let token = current
            if isEnd(token) || token.keyword?.role == .declaration { break }
            if let keyword = token.keyword, Parser.outcomeParts.contains(keyword) {
                outcome.parts.append(part(keyword, &outcome.hasMistakes))
            } else if !mendOutcomePart(), !mend(among: Parser.outcomeParts + Keyword.declarations) {
                outcome.hasMistakes = true
                misplaced("a part of the outcome", help: helpForNoPart())
                skipToken()
                skipToOutcomePart()
            }
        }
        outcome.range = rangeSince(start)
        return outcome
    }

    /// The part whose word stands here. One that cannot be read is kept with what was read of it.
    private mutating func part(_ keyword: Keyword, _ hasMistakes: inout Bool) -> OutcomeDeclaration.Part {
        let start = current.start
        phrase = .outcome
        defer { phrase = nil }
        advance()
        let nothing = SourceRange(file: fileIndex, start: tokens[index].start, end: tokens[index].start)
        var kind: OutcomeDeclaration.Part.Kind
        switch keyword {
        case .per: kind = .per([])
        case .when: kind = .when(.invalid(nothing))
        case .among: kind = .among(.invalid(nothing))
        default: kind = .within(DurationLiteral(span: .zero, range: nothing))
        }
        do throws(PhraseAbandoned) {
            leaveOutSign(behind: keyword.rawValue)
            switch keyword {
            case .per: kind = .per(try keys())
            case .when: kind = .when(try outcomeEvents())
            case .among: kind = .among(try pattern())
            default:
                kind = .within(try duration("after `within`"))
                leaveOutTask()
            }
        } catch {
            hasMistakes = true
            let end = rangeSince(start)
            skipToOutcomePart()
            return OutcomeDeclaration.Part(kind: kind, range: end)
        }
        return OutcomeDeclaration.Part(kind: kind, range: rangeSince(start))
    }

    private mutating func skipToOutcomePart() {
        while !isAtEnd(), !looksLikeDeclaration() {
            if let keyword = tokens[index].keyword, tokens[index].startsLine, Parser.outcomeParts.contains(keyword) {
                return
            }
            skipToken()
        }
    }

    /// `touch ours = P`
    mutating func touch(from start: Int) throws(PhraseAbandoned) -> TouchDeclaration {
        advance()
        let side = try name("whose touch it is (ours or theirs)", dots: .none)
        try equalSign("`=` between the side and the pattern")
        phrase = .touch
        defer { phrase = nil }
        let place = SourceRange(file: fileIndex, start: current.start, end: tokens[index].start)
        var touch = TouchDeclaration(range: rangeSince(start), side: side, pattern: .invalid(place))
        do throws(PhraseAbandoned) {
            touch.pattern = try pattern()
            touch.range = rangeSince(start)
            endDeclaration("the touch")
        } catch {
            skipToDeclaration()
            touch.range = rangeSince(start)
        }
        return touch
    }
}
