import Events

extension DiagnosticKind {
    static let ofPatterns = [undeclaredType, undeclaredDefine, notACondition, tooLarge]

    static let undeclaredType = DiagnosticKind(
        "undeclared-type", "An event type is used that no rule file declares.",
        wrong: rule("when delivery.delayd"), change: "delayd", to: "delayed")
    static let undeclaredDefine = DiagnosticKind(
        "undeclared-define", "A name without a dot stands for a pattern, and no `define` says which.",
        wrong: rule("when delivery.delayed", "unless contakt within 4h"), change: "contakt", to: "contact")
    static let notACondition = DiagnosticKind(
        "not-a-condition", "`where` and `while` need something that is true or false.",
        wrong: rule("when delivery.delayed where days"), change: "where days", to: "where days >= 1")
    static let tooLarge = DiagnosticKind(
        "too-large", "A rule that is too large to be run once all its defines are written out.",
        wrong: "define a = contact or delivery.delivered\n"
            + zip("abcdefghijklmnopq", "bcdefghijklmnopq").map { "define \($1) = \($0) or \($0)" }.joined(
                separator: "\n")
            + "\n" + rule("when q"),
        mend: "define a = contact or delivery.delivered\n" + rule("when a"))
}

extension Checker {
    /// The types that a pattern may match, without a look at its conditions.
    mutating func types(of syntax: PatternSyntax) -> EventTypes {
        var types = EventTypes()
        collect(syntax, into: &types)
        return types
    }

    private mutating func collect(_ syntax: PatternSyntax, into types: inout EventTypes) {
        switch syntax {
        case .name(let name) where name.isDotted:
            if let index = program.schema.index(of: name.text) { types.add(index) } else { types.isComplete = false }
        case .name(let name) where name.isUnread: types.isComplete = false
        case .name(let name):
            let inner = definedTypes(name.text)
            types.add(inner)
            _ = spend(inner.indexes.count, at: name.range)
        case .or(let alternatives, _): for alternative in alternatives { collect(alternative, into: &types) }
        case .where(let pattern, _, _): collect(pattern, into: &types)
        case .invalid: types.isComplete = false
        }
    }

    /// Resolves a pattern to alternatives by event type. Alternatives that could not be resolved are left out, and
    /// the mistake is reported.
    /// - Parameter isAnchor: whether the event that it matches is the rule's anchor, as in `when`.
    mutating func pattern(_ syntax: PatternSyntax, rule: RuleContext?, isAnchor: Bool = false) -> Pattern {
        guard spend(at: syntax.range) else { return Pattern(alternatives: []) }
        work.depth += 1
        defer { work.depth -= 1 }
        switch syntax {
        case .name(let name):
            return named(name, rule: rule, isAnchor: isAnchor)
        case .or(let alternatives, _):
            return Pattern(
                alternatives: alternatives.flatMap { pattern($0, rule: rule, isAnchor: isAnchor).alternatives })
        case .where(let inner, let condition, _):
            let resolved = pattern(inner, rule: rule, isAnchor: isAnchor)
            return restricted(resolved, of: types(of: inner), by: condition, rule: rule, isAnchor: isAnchor)
        case .invalid:
            return Pattern(alternatives: [])
        }
    }

    private mutating func named(_ name: Name, rule: RuleContext?, isAnchor: Bool) -> Pattern {
        if name.isUnread { return Pattern(alternatives: []) }
        if name.isDotted {
            guard let index = program.schema.index(of: name.text) else {
                reportUndeclaredType(name)
                return Pattern(alternatives: [])
            }
            used.types.insert(index)
            typesInRule.insert(index)
            return Pattern(alternatives: [Pattern.Alternative(type: index, condition: nil)])
        }
        guard let define = declared.defines.byName[name.text] else {
            reportUndeclaredDefine(name)
            return Pattern(alternatives: [])
        }
        used.defines.insert(name.text)
        if declared.defines.endless.contains(name.text) { return Pattern(alternatives: []) }
        return meaning(of: define, rule: rule, isAnchor: isAnchor)
    }

    private mutating func restricted(
        _ pattern: Pattern, of types: EventTypes, by syntax: ExpressionSyntax, rule: RuleContext?, isAnchor: Bool
    ) -> Pattern {
        let scope = Scope(place: .condition, rule: rule, matched: types, isAnchorMatched: isAnchor)
        let condition = self.condition(syntax, after: "where", in: scope)
        var restricted = pattern
        for (place, alternative) in pattern.alternatives.enumerated() {
            guard let form = types.place(of: alternative.type) else { continue }
            guard spend(condition.each[form].size(upTo: work.left), at: syntax.range) else { return pattern }
            restricted.alternatives[place].condition = both(alternative.condition, condition.each[form])
        }
        return restricted
    }

    /// An expression that must be true or false.
    mutating func condition(_ syntax: ExpressionSyntax, after word: String, in scope: Scope) -> Typed {
        let condition = expression(syntax, in: scope)
        if let type = condition.type, type != .boolean {
            if isCutOff(syntax.range) { return Typed(nil, condition.each) }
            let said = words(syntax.range).map { "`\($0)` is" } ?? "this is"
            report(
                .notACondition, "\(said) \(type.words), and \(word) needs a condition that is true or false",
                at: syntax.range, help: "compare it with something, or ask `is present`")
            return Typed(nil, condition.each)
        }
        return condition
    }

    mutating func reportUndeclaredType(_ name: Name) {
        let near = nearest(name.text, among: program.schema.types.map(\.name))
        if declared.isSomethingLost && near == nil { return }
        var help = "declare it, with its fields: event \(name.text) …"
        if declared.facts.places[name.text] != nil {
            help = "`\(name.text)` is a fact; conditions on facts stand in `while`, dates in `when at` and its like"
        }
        let type = Text(name.parts.dropLast().map(\.string).joined(separator: "."))
        if let index = program.schema.index(of: type), let field = name.parts.last,
            program.schema.types[index].slot(of: field) != nil
        {
            help =
                "`\(field)` is a field of \(type); a condition on it stands behind the event: \(type) where \(field) …"
        }
        report(
            .undeclaredType, "no event type `\(name.text)` is declared", at: name.range, help: help,
            suggestion: near?.string)
    }

    private mutating func reportUndeclaredDefine(_ name: Name) {
        let ending = ".\(name.text)"
        let near =
            nearMiss(name.text, among: declared.defines.names)
            ?? program.schema.types.map(\.name).first { $0.string.hasSuffix(ending) || spellsAlike($0, name.text) }
        if near == name.text { return }
        let said = eventSaid(from: name)
        if declared.isSomethingLost && near == nil && said == nil { return }
        if let said {
            let isDeclared = program.schema.index(of: said) != nil
            report(
                .undeclaredDefine, "an event is called by one name with a dot", at: name.range,
                help: isDeclared ? nil : "name what happened, and declare it: event \(said) …; then write when \(said)",
                suggestion: isDeclared ? said.string : nil)
            return
        }
        report(
            .undeclaredDefine, "nothing is defined as `\(name.text)`", at: name.range,
            help: EverydayWords.daysAndHours.contains(name.text.string.lowercased())
                ? "a rule starts with an event, or with a date in a fact: when at FACT, when 2d before FACT"
                : declared.lets.byName[name.text] != nil
                    ? "`\(name.text)` is a value; conditions on values stand in `where` and `while`"
                    : "an event type has a dot in its name; any other name needs: define \(name.text) = …",
            suggestion: near?.string)
    }

    /// `invoice.unpaid` of `invoice is unpaid`; nil if nothing such stands in the source.
    private func eventSaid(from name: Name) -> Text? {
        let bytes = sources[name.range.file].bytes
        let words = bytes[name.range.end..<min(bytes.count, name.range.end + 60)].prefix { $0 != 0x0a }
            .split(separator: UInt8(ascii: " "))
        guard words.count > 1, ["is", "was", "are", "gets", "ist", "wird"].contains(Letters.text(words[0])) else {
            return nil
        }
        let state = Letters.text(words[1])
        guard state.unicodeScalars.allSatisfy(Letters.continuesName), let first = state.unicodeScalars.first,
            Letters.startsName(first), Keyword.byText[Text(state)] == nil
        else { return nil }
        return Text("\(name.text).\(state)")
    }

    /// Whether two names have the same letters, and other signs between them: `delivery-delayed`, `DeliveryDelayed`.
    private func spellsAlike(_ a: Text, _ b: Text) -> Bool {
        let letters = { (name: Text) in name.string.lowercased().filter { $0.isLetter || $0.isNumber } }
        return a.string.utf8.count < 200 && b.string.utf8.count < 200 && letters(a) == letters(b)
    }

    /// Counts some more steps of the work that a rule causes, the deepest of which lies `deeper` below the part in work;
    /// false, with a message, if it is too much.
    mutating func spend(_ steps: Int = 1, deeper: Int = 0, at range: @autoclosure () -> SourceRange) -> Bool {
        if work.spend(steps, deeper: deeper) { return true }
        // Once: what is left is as if it could not be read.
        if reports.saysTooLarge { return false }
        reports.saysTooLarge = true
        if !work.isSpent {
            report(
                .tooLarge, "this goes more than \(Work.deepest) deep, with all that it is defined by", at: range(),
                help: "defines and window functions stand in each other; say the same with fewer of them")
        } else if work.isProgramSpent {
            report(
                .tooLarge, "all rules up to here are too large together, with all that they are defined by",
                at: range(), help: "each rule counts with its defines written out; say the same with shorter ones")
        } else {
            report(
                .tooLarge, "this rule is too large, with all that it is defined by", at: range(),
                help: "defines and window functions in each other grow fast; say the same with fewer of them")
        }
        return false
    }
}

/// `a and b`, where nil holds always.
func both(_ a: Expression?, _ b: Expression?) -> Expression? {
    guard let a else { return b }
    guard let b else { return a }
    return .binary(.and, a, b)
}
