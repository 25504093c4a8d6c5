import Events

extension DiagnosticKind {
    static let ofOutcomes = [touchSide, outcomeKey, outcomeWithoutTime]

    static let touchSide = DiagnosticKind(
        "touch-side", "A touch is `ours` or `theirs`, and each is said at most once.",
        wrong: "touch us = contact", change: "us", to: "ours")
    static let outcomeKey = DiagnosticKind(
        "outcome-key", "The key of an outcome is a field of no event, or no field at all, so it tells nothing apart.",
        wrong: "outcome sad \"Given up\" per oder when delivery.delayed where days > 9 within 60d", change: "oder",
        to: "order")
    static let outcomeWithoutTime = DiagnosticKind(
        "outcome-without-time", "An outcome counts only what happens within no time after a task: nothing ever does.",
        wrong: "outcome sad \"Given up\" when delivery.delayed where days > 9 within 0s", change: "0s", to: "60d")
}

/// Outcomes and touches: by what tasks are judged afterwards.
extension Checker {
    /// The parts of an outcome, each of which stands once.
    private struct OutcomeParts {
        var per: [Name] = []
        var when: PatternSyntax?
        var among: PatternSyntax?
        var within: DurationLiteral?
    }

    mutating func collectOutcomes(_ declarations: [Declaration]) {
        var first: [Text: SourceRange] = [:]
        for case .outcome(let declaration) in declarations {
            let name = declaration.name
            if let earlier = first[name.text], !name.isUnread {
                reportTwice("the outcome", name, first: earlier)
                continue
            }
            if !name.isUnread { first[name.text] = name.range }
            if let outcome = outcome(declaration) { program.outcomes.append(outcome) }
        }
        program.outcomes.sort { $0.name < $1.name }
        collectTouches(declarations)
    }

    private mutating func outcome(_ declaration: OutcomeDeclaration) -> Outcome? {
        work.begin()
        typesInRule = []
        let parts = parts(of: declaration)
        var context = RuleContext(name: declaration.name.text, owner: .outcome)
        context.range = declaration.range
        let pattern = parts.when.map { self.pattern($0, rule: context) }
        let among = parts.among.map { self.pattern($0, rule: context) }
        let types = (parts.when.map { self.types(of: $0) } ?? EventTypes()).indexes
        let keys = outcomeKeys(parts.per, of: types)
        let slots = keySlots(keys, at: declaration.name.range)
        // An instance begins with whatever event carries the key.
        for type in program.schema.types.indices where slots[type].allSatisfy({ $0 != nil }) {
            used.types.insert(type)
        }
        guard let pattern, let within = parts.within else { return nil }
        return Outcome(
            name: declaration.name.text, title: declaration.title?.text ?? "", isGood: declaration.good != nil,
            keys: keys.map(\.name), keySlots: slots, pattern: pattern, among: among, within: within.span,
            range: declaration.name.range)
    }

    private mutating func parts(of declaration: OutcomeDeclaration) -> OutcomeParts {
        var parts = OutcomeParts()
        var first: [String: SourceRange] = [:]
        for part in declaration.parts {
            let word = part.kind.word
            if let earlier = first[word] {
                let place = SourceRange(
                    file: part.range.file, start: part.range.start,
                    end: min(part.range.end, part.range.start + word.utf8.count))
                report(
                    .clauseTwice, "`\(word)` stands twice in the outcome `\(declaration.name.text)`", at: place,
                    help: "the first is in \(self.place(earlier, seenFrom: part.range)); each part stands once")
                continue
            }
            first[word] = part.range
            switch part.kind {
            case .per(let keys): parts.per = keys
            case .when(let pattern): parts.when = pattern
            case .among(let pattern): parts.among = pattern
            case .within(let duration): parts.within = duration
            }
        }
        if !declaration.hasMistakes && !hasSyntaxError(in: declaration.range) { reportMissing(declaration, parts) }
        if let within = parts.within, within.span <= .zero, !hasSyntaxError(in: declaration.range) {
            report(
                .outcomeWithoutTime, "within no time after a task nothing can happen", at: within.range,
                help: "say how long after a task an event still counts for it: within 60d")
        }
        return parts
    }

    private mutating func reportMissing(_ declaration: OutcomeDeclaration, _ parts: OutcomeParts) {
        let name = declaration.name
        if declaration.title == nil {
            report(
                .missingTitle, "the outcome `\(name.text)` has no title", at: name.range,
                help: "put it in quotes behind the name: outcome \(name.text) \"What has come of it\"")
        }
        var missing: [(word: String, help: String)] = []
        if parts.when == nil { missing.append(("`when`", "say by which events it has come: when event.type")) }
        if parts.within == nil { missing.append(("`within`", "say how long after a task it counts: within 60d")) }
        if missing.isEmpty { return }
        report(
            .missingClause, "the outcome `\(name.text)` has no \(missing.map(\.word).joined(separator: " and "))",
            at: name.range, help: missing.map(\.help).joined(separator: "; "))
    }

    // MARK: Keys

    /// The fields of `per`, each of which some declared event carries; its type is that of its own events first.
    private mutating func outcomeKeys(_ names: [Name], of types: [Int]) -> [RuleKey] {
        var keys: [RuleKey] = []
        for name in names where !name.isUnread && isOutcomeKey(name, among: keys) {
            let own = (types + typesInRule.subtracting(types).sorted()).filter { isCarrier($0, of: name.text) }
            let carriers = own + program.schema.types.indices.filter { isCarrier($0, of: name.text) }
            guard let first = carriers.first, let slot = program.schema.types[first].slot(of: name.text) else {
                if declared.isSomethingLost || !declared.types.doubtful.isEmpty { continue }
                let known = Set(program.schema.types.flatMap { $0.fields.map(\.name) }).sorted()
                report(
                    .outcomeKey, "no event has a field `\(name.text)`", at: name.range,
                    help: "per names the fields that tell apart the things of one customer",
                    suggestion: nearMiss(name.text, among: known)?.string)
                continue
            }
            let type = program.schema.types[first].fields[slot].type
            for other in own.dropFirst() { compareKey(name, type, in: first, with: other) }
            keys.append(RuleKey(name: name.text, range: name.range, type: type))
        }
        return keys
    }

    private func isCarrier(_ type: Int, of name: Text) -> Bool {
        guard let slot = program.schema.types[type].slot(of: name) else { return false }
        return !declared.types.doubtfulFields.contains(TypedSlot(type: type, slot: slot))
    }

    private mutating func compareKey(_ name: Name, _ type: FieldType, in first: Int, with other: Int) {
        let (a, b) = (program.schema.types[first], program.schema.types[other])
        guard let slot = b.slot(of: name.text), b.fields[slot].type != type else { return }
        report(
            .keyOfTwoTypes,
            "the key `\(name.text)` is \(ValueType(type).words) in \(a.name) and "
                + "\(ValueType(b.fields[slot].type).words) in \(b.name)", at: name.range,
            help: "declare the field with one type in all events of the outcome")
    }

    private mutating func isOutcomeKey(_ name: Name, among keys: [RuleKey]) -> Bool {
        if name.text == "customer" {
            report(
                .outcomeKey, "an outcome is of one customer anyway", at: name.range,
                help: "per names only the fields that tell apart the things of one customer; leave `customer` out")
        } else if name.isDotted || name.text == "event" {
            let field = name.parts.last ?? ""
            let isField = name.isDotted && program.schema.types.contains { $0.slot(of: field) != nil }
            report(
                .outcomeKey, "`\(name.text)` cannot be a key", at: name.range,
                help: "per takes fields of events, without a dot", suggestion: isField ? field.string : nil)
        } else if keys.contains(where: { $0.name == name.text }) {
            report(.outcomeKey, "`\(name.text)` stands twice in per", at: name.range, help: "leave one out")
        } else {
            return true
        }
        return false
    }

    // MARK: Touches

    private mutating func collectTouches(_ declarations: [Declaration]) {
        var first: [Text: SourceRange] = [:]
        for case .touch(let touch) in declarations {
            let side = touch.side
            work.begin()
            typesInRule = []
            var context = RuleContext(name: "", owner: .touch)
            context.range = touch.range
            let pattern = pattern(touch.pattern, rule: context)
            if side.isUnread { continue }
            if let earlier = first[side.text] {
                report(
                    .touchSide, "`touch \(side.text)` is said a second time", at: side.range,
                    help: "the first is in \(place(earlier, seenFrom: side.range)); join the events by `or`")
                continue
            }
            switch side.text {
            case Keyword.ours.text: program.touches.ours = pattern
            case Keyword.theirs.text: program.touches.theirs = pattern
            default:
                let near = nearMiss(side.text, among: [Keyword.ours.text, Keyword.theirs.text])
                report(
                    .touchSide, "a touch is `ours` or `theirs`, not `\(side.text)`", at: side.range,
                    help: "ours: what we do for the customer; theirs: what the customer does",
                    suggestion: (near ?? Checker.sidesSaidOtherwise[side.text.string.lowercased()])?.string)
                continue
            }
            first[side.text] = side.range
        }
    }

    private static let sidesSaidOtherwise: [String: Text] = [
        "us": "ours", "our": "ours", "we": "ours", "outbound": "ours", "out": "ours", "unsere": "ours", "wir": "ours",
        "them": "theirs", "their": "theirs", "they": "theirs", "inbound": "theirs", "in": "theirs",
        "customer": "theirs", "customers": "theirs", "ihre": "theirs", "sie": "theirs",
    ]
}

extension OutcomeDeclaration.Part.Kind {
    fileprivate var word: String {
        switch self {
        case .per: return "per"
        case .when: return "when"
        case .among: return "among"
        case .within: return "within"
        }
    }
}
