import Events

extension Parser {
    /// The whole file.
    mutating func file() -> SyntaxFile {
        var tree = SyntaxFile()
        tree.comments = comments
        while !isAtEnd() {
            let before = index
            if let declaration = declaration() { tree.declarations.append(declaration) }
            if index == before { skipToken() }
        }
        return tree
    }

    /// The declaration that begins here; nil if none does, or too little of it could be read.
    private mutating func declaration() -> Declaration? {
        if skipComment() { return nil }
        if keyword?.role != .declaration, !mend(among: Keyword.declarations) {
            let token = current
            var help: String?
            if let keyword = token.keyword, keyword.role == .clause {
                help = "`\(keyword.rawValue)` stands in a rule, behind its name: rule NAME \"what it is about\""
            }
            misplaced("a declaration", help: help ?? helpForNoDeclaration())
            skipToken()
            skipToDeclaration()
            return nil
        }
        let start = current.start
        do throws(PhraseAbandoned) {
            switch keyword {
            case .zone: return .zone(try zone(from: start))
            case .calendar: return .calendar(try calendar(from: start))
            case .event: return .event(try event(from: start))
            case .define: return .define(try define(from: start))
            case .let: return .let(try letDeclaration(from: start))
            case .fact: return .fact(try fact(from: start))
            case .score: return .score(try score(from: start))
            case .journey: return .journey(try journey(from: start))
            case .table: return .table(try table(from: start))
            case .feed: return .feed(try feed(from: start))
            case .answers: return .answers(try answers(from: start))
            case .route: return .route(try route(from: start))
            case .inhibit: return .gate(try inhibit(from: start))
            case .budget: return .gate(try budget(from: start))
            case .quiet: return .gate(try quiet(from: start))
            case .outcome: return .outcome(try outcome(from: start))
            case .touch: return .touch(try touch(from: start))
            case .rule: return .rule(try rule(from: start))
            case .test: return .test(try test(from: start))
            default: return nil
            }
        } catch {
            if index < tokens.count, tokens[index].start == start { advance() }
            skipToDeclaration()
            return nil
        }
    }

    /// Behind a declaration the next one begins.
    mutating func endDeclaration(_ what: String) {
        while skipComment() {}
        mendFollower()
        let token = current
        if isEnd(token) || token.keyword?.role == .declaration { return }
        misplaced("the end of \(what)", help: helpForNoDeclaration())
        skipToDeclaration()
    }
}

// MARK: zone, define, fact

extension Parser {
    /// `zone Europe/London`: letters, digits, `/ _ + -`, which are several tokens.
    private mutating func zone(from start: Int) throws(PhraseAbandoned) -> ZoneDeclaration {
        advance()
        let name = try zoneName()
        let zone = ZoneDeclaration(range: rangeSince(start), name: name)
        endDeclaration("the zone")
        return zone
    }

    /// The name of a zone behind the word `zone`.
    mutating func zoneName() throws(PhraseAbandoned) -> Name {
        // The name is read by its bytes, so what the lexer made of it is not asked.
        let token = tokens[index]
        if isEnd(token) || (token.keyword?.role == .declaration && token.startsLine) {
            throw missingName("the name of a time zone, as Europe/London")
        }
        if case .text = token.kind {
            report(.badZone, "the name of a zone stands without quotation marks", range(token))
            let name = optionalText()
            return Name(name?.text ?? "", range(token))
        }
        leaveOutSign(behind: "zone")
        let run = try zoneRun()
        let name = Name(Text(string(run)), run)
        let isName = bytes[run.start..<run.end].allSatisfy { byte in
            Letters.isASCIILetter(byte) || Letters.isDigit(byte) || "/_+-".utf8.contains(byte)
        }
        if !isName || !Letters.isASCIILetter(bytes[run.start]) {
            report(
                .badZone, "`\(name.text)` is not the name of a time zone", run,
                help: "it is one as Europe/London, or UTC")
        }
        return name
    }

    /// Reads over everything up to the next blank, quotation mark or comment: what stands free as one word.
    mutating func bareRun() -> SourceRange {
        let start = tokens[index].start
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "#") {
            let (scalar, length) = Letters.scalar(bytes, at: end)
            if Letters.isBlank(scalar) { break }
            end += length
        }
        while index < tokens.count - 1, tokens[index].start < end { index += 1 }
        return SourceRange(file: fileIndex, start: start, end: max(end, start))
    }

    /// `define contact = P`
    private mutating func define(from start: Int) throws(PhraseAbandoned) -> DefineDeclaration {
        advance()
        phrase = .define
        defer { phrase = nil }
        let name = optionalName("the name of a pattern", dots: .none) ?? reportedName("the name of a pattern")
        try equalSign("`=` between the name and the pattern")
        let patternStart = current.start
        var result = DefineDeclaration(
            range: rangeSince(start), name: name,
            pattern: .invalid(SourceRange(file: fileIndex, start: patternStart, end: patternStart)))
        do throws(PhraseAbandoned) {
            result.pattern = try pattern()
            result.range = rangeSince(start)
            endDeclaration("the definition")
        } catch {
            skipToDeclaration()
            result.range = rangeSince(start)
        }
        return result
    }

    /// `fact order.promised_at = promised_at of order.placed, order.amended`
    private mutating func fact(from start: Int) throws(PhraseAbandoned) -> FactDeclaration {
        advance()
        let name = try name("the name of a fact (as customer.tier)", dots: .some)
        try equalSign("`=` between the fact and its field")
        if isSpoken(0, ["latest", "last", "the", "letzte", "letzter"]), isWord(ahead(1)), ahead(2).keyword == .of {
            leaveOut(1, because: "a fact is the latest value known")
        }
        let field = try self.name("the field that carries the fact")
        try fieldOf(field)
        let types = try eventTypes()
        let fact = FactDeclaration(range: rangeSince(start), name: name, field: field, types: types)
        endDeclaration("the fact")
        return fact
    }

    /// `order.placed, order.amended`
    mutating func eventTypes() throws(PhraseAbandoned) -> [Name] {
        var types = [try name("an event type", dots: .some)]
        while true {
            while skipComment() {}
            mendFollower()
            let token = current
            if accept(.comma) {
                types.append(try name("an event type", dots: .some))
            } else if isAt(.or) || isAt(.and) {
                report(.unexpected, "event types are separated by commas here", range(token), suggestion: ",")
                advance()
                types.append(try name("an event type", dots: .some))
            } else if token.keyword == nil, isWord(token, dotted: true) {
                report(
                    .unexpected, "event types are separated by commas", range(token),
                    suggestion: ", \(string(range(token)))")
                types.append(try name("an event type", dots: .some))
            } else {
                return types
            }
        }
    }

    /// Where a name is missing that is not needed to go on.
    mutating func reportedName(_ what: String) -> Name {
        _ = missingName(what)
        return invalidName()
    }
}

// MARK: event

extension Parser {
    /// `event order.placed  type "orders/create"  order text from order.id  value number optional`
    private mutating func event(from start: Int) throws(PhraseAbandoned) -> EventDeclaration {
        advance()
        let type: Name
        let next = ahead(1).keyword?.role == .type && !isWord(ahead(0), dotted: true)
        if next && ahead(2).keyword?.role != .type {
            type = reportedName("an event type")
        } else {
            type = try name("an event type", dots: .some)
        }
        var declaration = EventDeclaration(range: rangeSince(start), type: type, fields: [])
        do throws(PhraseAbandoned) {
            declaration.writtenType = try writtenType()
            var signs = 0
            leaveOutSigns(&signs)
            while let field = try field(&declaration, &signs) {
                declaration.fields.append(field)
                leaveOutSigns(&signs)
            }
        } catch {
            declaration.hasMistakes = true
            skipToDeclaration()
        }
        declaration.range = rangeSince(start)
        return declaration
    }

    /// `order text optional`; nil where the list ends.
    mutating func field(_ declaration: inout EventDeclaration, _ signs: inout Int) throws(PhraseAbandoned)
        -> FieldDeclaration?
    {
        while skipComment() {}
        let token = current
        if isEnd(token) { return nil }
        if leaveOutLateType() { return try field(&declaration, &signs) }
        guard isWord(token) else { throw unexpected("a field and its type, or the next declaration") }
        let next = ahead(1)
        let isField = next.keyword?.role == .type || isSign(1) && ahead(2).keyword?.role == .type
        if let keyword = token.keyword, keyword.role == .declaration, !isField || hasShapeOfDeclaration(keyword) {
            return nil
        }
        if !isField {
            // The word `event` is missing, not the type of a field.
            if isWord(token, dotted: true), token.startsLine {
                throw fail(
                    .unexpected, "expected `event` before \(shown(token))", range(token),
                    suggestion: "event \(string(range(token)))")
            }
            // A clause without its rule.
            if token.keyword?.role == .clause { return nil }
            // `evnt order.placed …`: the next declaration, misspelt.
            if isWord(next, dotted: true) || isSymbolOrText(next) || isSymbolOrText(ahead(2)),
                mend(among: Keyword.declarations)
            {
                return nil
            }
            // `import "events.rules"`
            if token.startsLine, ahead(1).kind.isText { return nil }
            if token.keyword == .optional {
                report(.unexpected, "`optional` stands once, behind a field's type", range(token))
                advance()
                return try field(&declaration, &signs)
            }
            if leaveOutWith() { return try field(&declaration, &signs) }
            if let turned = turnedField() { return turned }
            if mend(among: [.optional]) {
                advance()
                if !declaration.fields.isEmpty { declaration.fields[declaration.fields.count - 1].isOptional = true }
                return try field(&declaration, &signs)
            }
        }
        advance()
        let name = Name(wordText(token), range(token))
        if name.isDotted {
            report(
                .dotted, "a field's name has no dot in it", name.range,
                help: "what stands in an object is read by its path: \(name.parts.last ?? "id") text from \(name.text)")
        }
        leaveOutSigns(&signs)
        let type = fieldType(of: name, &declaration)
        leaveOutSigns(&signs)
        var field = FieldDeclaration(
            name: name, type: type, isOptional: isOptionalModifier() && accept(.optional) != nil,
            range: rangeSince(token.start))
        try readPath(of: &field)
        field.range = rangeSince(token.start)
        return field
    }

    func wordText(_ token: Token) -> Text {
        guard case .word(let text, _) = token.kind else { return "" }
        return text
    }

    private func isSymbolOrText(_ token: Token) -> Bool {
        switch token.kind {
        case .symbol(.equal), .text: return true
        default: return false
        }
    }

    private mutating func fieldType(of name: Name, _ declaration: inout EventDeclaration) -> FieldType {
        let token = current
        if let keyword = token.keyword, let type = FieldType(rawValue: keyword.rawValue) {
            advance()
            return type
        }
        declaration.hasMistakes = true
        let help = "the types are text, number, boolean, time and date"
        // A word that is not itself a field with a type was meant as the type.
        if case .word(let text, _) = token.kind, token.keyword == nil, !token.startsLine,
            ahead(1).keyword?.role != .type
        {
            let near = Parser.typeSynonyms[text] ?? nearMiss(text, among: Keyword.types.map(\.text))
            report(
                .missingType, "`\(text)` is not a type", range(token), help: help, suggestion: near?.string)
            advance()
            return near.flatMap { FieldType(rawValue: $0.string) } ?? .text
        }
        report(.missingType, "the field `\(name.text)` has no type", name.range, help: help)
        return .text
    }

    private static let typeSynonyms: [Text: Text] = [
        "zahl": "number", "Zahl": "number", "money": "number", "amount": "number", "euro": "number", "Datum": "date",
        "datum": "date", "zeit": "time", "Zeit": "time", "Uhrzeit": "time", "instant": "time", "Text": "text",
        "id": "text",
        "email": "text", "uuid": "text", "enum": "text", "ja": "boolean", "yesno": "boolean", "char": "text",
        "string": "text", "str": "text", "varchar": "text", "int": "number", "integer": "number", "float": "number",
        "double": "number", "decimal": "number", "bool": "boolean", "flag": "boolean", "timestamp": "time",
        "datetime": "time", "day": "date",
    ]

    /// Whether `optional` here is the modifier: before a type it is a field of that name, unless the types behind it
    /// are names and types in pairs.
    private mutating func isOptionalModifier() -> Bool {
        guard isAt(.optional) else { return false }
        var run = 0
        while ahead(run + 1).keyword?.role == .type { run += 1 }
        return run.isMultiple(of: 2)
    }
}
