import Events

/// How scores, journeys and outcomes are laid out: a line each for what adds, a stage, a part.
extension Layout {
    /// The weights stand under each other, one without a sign a place further, and so do the words `for`.
    mutating func score(_ score: ScoreDeclaration, to next: Int) -> [LogicalLine] {
        if let halfLife = score.halfLife { gaps[beforeToken(halfLife.range.start, 1)] = 2 }
        let signed = score.adds.contains { isSigned($0) }
        let widths = score.adds.map { weightWidth($0) + (isSigned($0) || !signed ? 0 : 1) }
        let column = widths.max() ?? 0
        for (add, width) in zip(score.adds, widths) {
            if signed, !isSigned(add) { gaps[weightStart(add)] = 2 }
            gaps[beforePattern(add)] = column - width + 3
        }
        return parts(score.adds.map(\.range), to: next)
    }

    /// The words `from` stand under each other.
    mutating func journey(_ journey: JourneyDeclaration, to next: Int) -> [LogicalLine] {
        let column = journey.stages.map { width($0.name.range) }.max() ?? 0
        for stage in journey.stages { gaps[afterToken(stage.name.range.end)] = column - width(stage.name.range) + 2 }
        return parts(journey.stages.map(\.range), to: next)
    }

    /// What the parts say stands under each other.
    mutating func outcome(_ outcome: OutcomeDeclaration, to next: Int) -> [LogicalLine] {
        for part in outcome.parts {
            let word = tokens[firstToken(from: part.range.start)]
            gaps[afterToken(word.end)] = "within".count - (word.end - word.start) + 1
        }
        return parts(outcome.parts.map(\.range), to: next)
    }

    private mutating func parts(_ parts: [SourceRange], to next: Int) -> [LogicalLine] {
        var lines = [line(to: parts.first?.start ?? next, continuation: 4)]
        for index in parts.indices {
            let end = index + 1 < parts.count ? parts[index + 1].start : next
            lines.append(line(to: end, indent: 2, continuation: 6))
        }
        return lines
    }

    private func weightStart(_ add: ScoreDeclaration.Add) -> Int { tokens[firstToken(from: add.range.start) + 1].start }

    private func isSigned(_ add: ScoreDeclaration.Add) -> Bool {
        if case .symbol(.minus)? = token(at: weightStart(add))?.kind { return true }
        return false
    }

    /// Where the word `for` stands: the one before the pattern, or before its parentheses.
    private func beforePattern(_ add: ScoreDeclaration.Add) -> Int {
        var place = firstToken(from: add.pattern.range.start)
        while place > 0, tokens[place].keyword != .for { place -= 1 }
        return tokens[place].start
    }

    /// How wide a weight prints on one line.
    private func weightWidth(_ add: ScoreDeclaration.Add) -> Int {
        var width = 0
        var previous: Token?
        var joinsNext = false
        var place = firstToken(from: weightStart(add))
        let end = beforePattern(add)
        while place < tokens.count, tokens[place].start < end {
            let token = tokens[place]
            if let previous { width += joinsNext ? 0 : gap(before: token, after: previous) }
            width += written(token).unicodeScalars.count
            joinsNext = joins(token, previous)
            previous = token
            place += 1
        }
        return width
    }
}
