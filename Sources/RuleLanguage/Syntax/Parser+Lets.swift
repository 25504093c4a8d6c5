import Events

/// Named values.
extension Parser {
    /// `let NAME = E`
    mutating func letDeclaration(from start: Int) throws(PhraseAbandoned) -> LetDeclaration {
        advance()
        let name = optionalName("the name of a value", dots: .none) ?? reportedName("the name of a value")
        try equalSign("`=` between the name and the value")
        let place = SourceRange(file: fileIndex, start: current.start, end: tokens[index].start)
        var declaration = LetDeclaration(range: rangeSince(start), name: name, value: .invalid(place))
        do throws(PhraseAbandoned) {
            settleLet(as: .duration, where: { $0.ahead(1).keyword == .on })
            if current.kind.isWorkingDays || current.kind.isDuration && ahead(1).keyword == .on {
                let duration = try duration("behind `=`", mayBeOnCalendar: true)
                declaration.value = .literal(.duration(duration.span), duration.range)
                if duration.calendar != nil { declaration.onCalendar = duration }
            } else {
                declaration.value = try expression()
            }
            declaration.range = rangeSince(start)
            endDeclaration("the value")
        } catch {
            skipToDeclaration()
            declaration.range = rangeSince(start)
        }
        return declaration
    }

    /// The declarations of values in the file, whatever is wrong elsewhere.
    mutating func letDeclarations() -> [LetDeclaration] {
        var declarations: [LetDeclaration] = []
        while !isEnd(tokens[index]) {
            let before = index
            // Also one that is called otherwise, so that its name is known behind it.
            let isOne = tokens[index].keyword == .let || isSpoken(0, ["var", "const", "set", "constant", "variable"])
            if isOne, hasShapeOfDeclaration(.let),
                let declaration = try? letDeclaration(from: tokens[index].start)
            {
                declarations.append(declaration)
            }
            if index == before { skip(1) }
        }
        return declarations
    }

    // MARK: Names for literals

    /// Makes the name here the literal that it stands for, if it is a `let` of that kind. Where nobody knows what `let`s
    /// there are, every name that may be one is.
    /// - Parameter condition: whether what follows goes with it; asked of names that may be something else.
    mutating func settleLet(as kind: LiteralKind, where condition: (Parser) -> Bool = { _ in true }) {
        guard case .word(let text, let quoted) = tokens[index].kind, quoted || tokens[index].keyword == nil,
            isWord(tokens[index], dotted: false), condition(self)
        else { return }
        guard let lets else {
            tokens[index].kind = kind.standIn
            return
        }
        guard let meaning = lets.meanings[text], kind.fits(meaning) else { return }
        switch meaning {
        case .literal(.number(let number)): tokens[index].kind = .number(number)
        case .literal(.text(let text)): tokens[index].kind = .text(text)
        case .literal(.duration(let span)): tokens[index].kind = .duration(span)
        case .onCalendar(let duration):
            tokens[index].kind = duration.workingDays.map { .workingDays($0) } ?? .duration(duration.span)
            calendarOfLet = duration.calendar
        case .literal, .computed: return
        }
        letUses.append(Name(text, range(tokens[index])))
    }

    /// A name before events is how many of them, one before `before` and `after` a length of time.
    mutating func settleLetOfTrigger() {
        settleLet(as: .duration) { parser in
            let next = parser.ahead(1).keyword == .on ? 3 : 1
            return [.before, .after].contains(parser.ahead(next).keyword)
                && parser.isWord(parser.ahead(next + 1), dotted: true)
        }
        func isBeforeEvents(_ parser: Parser) -> Bool {
            let next = parser.ahead(1)
            // A mode that is misspelt, where nobody knows of names.
            if parser.lets == nil, parser.isNearMode() { return false }
            return next.kind.isOpening
                || parser.isWord(next) && (next.keyword == nil || parser.isWord(next, dotted: true))
        }
        settleLet(as: .number, where: isBeforeEvents)
        // One that is misspelt, or of another kind.
        guard isBeforeEvents(self), notALiteral(.number, "before the events that are counted") != nil else { return }
        tokens[index].kind = .number(2)
    }

    private func isNearMode() -> Bool {
        guard let word = spoken() else { return false }
        let modes: [Keyword] = [.first, .latest, .each, .yearly, .at]
        return nearMiss(Text(word), among: modes.map(\.text)) != nil || EverydayWords.all.contains(word)
    }

    /// Reports a name that stands for no such literal where one is needed; nil if no name stands here.
    mutating func notALiteral(_ kind: LiteralKind, _ purpose: String) -> PhraseAbandoned? {
        guard let lets, case .word(let text, _) = tokens[index].kind, isWord(tokens[index], dotted: false),
            tokens[index].keyword == nil
        else { return nil }
        if let meaning = lets.meanings[text] {
            letUses.append(Name(text, range(tokens[index])))
            return fail(
                .unexpected, "`\(text)` is \(meaning.words), and \(kind.words) stands \(purpose)", range(tokens[index]))
        }
        guard let near = nearMiss(text, among: lets.names(of: kind)) else { return nil }
        return fail(
            .unexpected, "no value is called `\(text)`, and \(kind.words) stands \(purpose)", range(tokens[index]),
            suggestion: near.string)
    }
}

extension LiteralKind {
    /// What is read for a name that nobody knows.
    fileprivate var standIn: Token.Kind {
        switch self {
        case .number: return .number(2)
        case .text: return .text("x")
        case .duration: return .duration(.days(1))
        }
    }
}
