import Events

/// Scores and journeys said otherwise.
extension Parser {
    // MARK: half-life

    /// Whether `half-life`, or what people write instead of it, stands some places ahead.
    func isHalfLife(_ distance: Int) -> Bool { halfLifeWords(distance) > 0 }

    private func halfLifeWords(_ distance: Int) -> Int {
        if isSpoken(distance, ["half", "halving"]), isSpoken(distance + 1, ["life", "live", "time"]) { return 2 }
        let words: Set<String> = [
            "halflife", "half_life", "half-time", "half-lifetime", "decay", "decays", "fade", "fades", "fading",
            "halbwertszeit", "halves",
        ]
        guard isSpoken(distance, words) else { return 0 }
        return isSpoken(distance + 1, ["over", "within", "in", "after", "by", "every"]) ? 2 : 1
    }

    mutating func mendHalfLife() {
        let count = halfLifeWords(0)
        guard count > 0 else { return }
        replace(count, by: Keyword.halfLife.rawValue)
        index -= 1
        tokens[index].keyword = .halfLife
    }

    // MARK: add

    /// What people write instead of `add` at the beginning of a line.
    mutating func mendAdd() throws(PhraseAbandoned) {
        let token = current
        if isAt(.add) { return }
        if isSpoken(0, ["subtract", "minus", "deduct", "remove"]), ahead(1).kind.isNumber {
            let place = stretch(2)
            report(
                .otherWord, "what a score loses is written with a sign", place,
                suggestion: "add -\(string(range(ahead(1))))")
            throw PhraseAbandoned()
        }
        if isSpoken(0, ["plus", "adds", "addiere", "give", "count", "counts"]), !isWord(ahead(1), dotted: true) {
            replace(1, by: "add")
            index -= 1
            tokens[index].keyword = .add
            return
        }
        let isSigned = isAt(.minus) || isAt(.plus)
        if token.startsLine, isSigned ? ahead(1).kind.isNumber : token.kind.isNumber {
            let place = stretch(isSigned ? 2 : 1)
            let number = isAt(.plus) ? string(range(ahead(1))) : string(place)
            report(.unexpected, "expected `add` before `\(string(place))`", place, suggestion: "add \(number)")
            throw PhraseAbandoned()
        }
        if token.startsLine, token.keyword == nil, isWord(token, dotted: false) { _ = mend(among: [.add]) }
    }

    /// `add +3`
    mutating func leaveOutPlus() {
        if isAt(.plus) { leaveOut(1, because: "a number without a sign adds") }
    }

    /// `add 3 points for`, and `add 3 on`, `when`, `if`, `per`, told as `for`.
    mutating func mendFor() {
        if isSpoken(0, ["points", "point", "punkte", "punkt"]) {
            leaveOut(1, because: "a score has no unit")
        }
        guard !isAt(.for) else { return }
        guard
            isSpoken(
                0,
                [
                    "on", "when", "if", "per", "from", "upon", "at", "each", "every", "to", "after", "of", "für",
                    "fuer", "bei", "wenn",
                ])
        else { return }
        replace(1, by: "for")
        index -= 1
        tokens[index].keyword = .for
    }

    // MARK: falls below, rises above

    /// How a score is said to go past a level some places ahead.
    func spokenCrossing(_ distance: Int) -> (direction: CrossingDirection, tokens: Int, isExact: Bool)? {
        if ahead(distance).keyword == .falls, ahead(distance + 1).keyword == .below { return (.fallsBelow, 2, true) }
        if ahead(distance).keyword == .rises, ahead(distance + 1).keyword == .above { return (.risesAbove, 2, true) }
        let below: Set<String> = ["below", "under", "beneath", "underneath", "unter"]
        let above: Set<String> = ["above", "over", "beyond", "past", "über", "ueber"]
        let isVerb = isSpoken(
            distance,
            [
                "falls", "fall", "drops", "sinks", "goes", "gets", "is", "dips", "slips", "declines", "decreases",
                "rises", "rise", "climbs", "grows", "jumps", "moves", "reaches", "passes", "crosses", "fällt",
                "faellt", "sinkt", "steigt", "ist", "raises", "increases",
            ])
        let place = isVerb ? distance + 1 : distance
        if isSpoken(place, below) { return (.fallsBelow, place - distance + 1, false) }
        if isSpoken(place, above) { return (.risesAbove, place - distance + 1, false) }
        if isSpoken(place, ["less", "lower", "smaller"]), isSpoken(place + 1, ["than"]) {
            return (.fallsBelow, place - distance + 2, false)
        }
        if isSpoken(place, ["more", "higher", "greater"]), isSpoken(place + 1, ["than"]) {
            return (.risesAbove, place - distance + 2, false)
        }
        if isSpoken(distance, ["exceeds", "übersteigt"]) { return (.risesAbove, 1, false) }
        // `falls -3`
        if ahead(distance + 1).kind.isNumber || ahead(distance + 1).kind.isMinus && ahead(distance + 2).kind.isNumber {
            if isSpoken(distance, ["falls", "drops", "sinks", "dips", "fällt", "sinkt"]) {
                return (.fallsBelow, 1, false)
            }
            if isSpoken(distance, ["rises", "climbs", "steigt"]) { return (.risesAbove, 1, false) }
        }
        // `customer.mood < -3`
        guard wordText(ahead(distance - 1)).string.hasPrefix("customer.") else { return nil }
        switch ahead(distance).kind {
        case .symbol(.less), .symbol(.lessOrEqual): return (.fallsBelow, 1, false)
        case .symbol(.greater), .symbol(.greaterOrEqual): return (.risesAbove, 1, false)
        default: return nil
        }
    }

    // MARK: stage

    mutating func mendStage() {
        guard !isAt(.stage) else { return }
        if isSpoken(0, ["step", "phase", "state", "stages", "stufe", "schritt"]), tokens[index].startsLine {
            replace(1, by: "stage")
            index -= 1
            tokens[index].keyword = .stage
            return
        }
        let token = current
        if token.startsLine, token.keyword == nil, isWord(token, dotted: false), ahead(2).keyword == .from {
            _ = mend(among: [.stage])
        }
    }

    /// `=`, `when`, `on` behind the name of a stage, told as `from`.
    mutating func mendStageFrom() {
        guard !isAt(.from) else { return }
        guard
            isAt(.equal) || isMalformed(as: ":")
                || isSpoken(
                    0, ["when", "on", "by", "if", "at", "after", "with", "is", "for", "of", "von", "aus", "bei"])
        else { return }
        replace(1, by: "from")
        index -= 1
        tokens[index].keyword = .from
    }
}
