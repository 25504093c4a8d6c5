import Events

extension DiagnosticKind {
    static let ofLets = [endlessLet, letHidesField, unusedLet]

    static let endlessLet = DiagnosticKind(
        "endless-let", "A value is made of itself, directly or through others, so that nobody can compute it.",
        wrong: "let points = points + 1\n" + rule("when delivery.delayed", "while points > 2"), change: "= points + 1",
        to: "= 2 + 1")
    static let letHidesField = DiagnosticKind(
        "let-hides-field", "A name stands for a value and is a field of the event looked at, so it may mean both.",
        wrong: "let days = 2\n" + rule("when delivery.delayed where days > 2"),
        mend: "let patience = 2\n" + rule("when delivery.delayed where days > patience"))
    static let unusedLet = DiagnosticKind(
        "unused-let", "A value has a name and nobody uses it.", severity: .warning,
        wrong: "let patience = 2\n" + rule("when delivery.delayed where days > 2"), change: "> 2", to: "> patience")
}

/// Named values: what they are, and what they mean where they are used.
extension Checker {
    mutating func collectLets(_ declarations: [Declaration]) {
        for case .let(let declaration) in declarations {
            let name = declaration.name
            if name.isUnread { continue }
            if let first = declared.lets.byName[name.text]?.name.range ?? declared.defines.byName[name.text]?.name.range
            {
                reportTwice("the name", name, first: first)
                continue
            }
            declared.lets.byName[name.text] = declaration
            declared.lets.names.append(name.text)
        }
        for name in declared.lets.names { findEndless(from: name) }
    }

    /// What a name stands for where it is used; nil if no value is called so.
    mutating func value(of name: Name, in scope: Scope) -> Typed? {
        guard let declaration = declared.lets.byName[name.text] else { return nil }
        used.lets.insert(name.text)
        if let matched = scope.matched, fieldNames(of: matched).contains(name.text) {
            report(
                .letHidesField, "`\(name.text)` is a field of the event, and the name of a value", at: name.range,
                help: "the value is in \(place(declaration.range, seenFrom: name.range)); call it something else")
            return .unknown(in: scope)
        }
        if declared.lets.endless.contains(name.text) { return .unknown(in: scope) }
        if scope.place == .weight, declaration.literal(declared.lets.byName) == nil {
            report(
                .weightNotOwn, "a weight knows only the event's own fields, and `\(name.text)` is computed from others",
                at: name.range, help: "the name of a number may stand here")
            return .unknown(in: scope)
        }
        if declaration.onCalendar != nil {
            report(
                SyntaxMistake.calendarNotHere.kind,
                "`\(name.text)` is a duration on a calendar, which has no fixed length",
                at: name.range,
                help: "it stands in `within` of an `unless`, `after`, `due`, `escalate` and before or after a fact")
            return .unknown(in: scope)
        }
        guard spend(at: declaration.name.range) else { return .unknown(in: scope) }
        work.depth += 1
        defer { work.depth -= 1 }
        let value = expression(declaration.value, in: Scope(place: .letValue, rule: scope.rule?.ofLet(name.text)))
        let form = value.each.first ?? .missing
        guard spend(form.size(upTo: work.left), at: declaration.name.range) else { return .unknown(in: scope) }
        if let literal = declaration.literal(declared.lets.byName) {
            return Typed(value.type, .literal(literal), in: scope)
        }
        return Typed(value.type, .named(name.text, form), in: scope)
    }

    /// Values that no rule uses are checked once on their own.
    mutating func checkUnusedLets(_ files: [SyntaxFile]) {
        for use in files.flatMap(\.letUses) { used.lets.insert(use.text) }
        for name in declared.lets.names where !declared.lets.endless.contains(name) {
            guard let declaration = declared.lets.byName[name] else { continue }
            if let duration = declaration.onCalendar {
                _ = self.duration(duration)
            } else if !used.lets.contains(name) || declaration.value.literalValue != nil {
                work.begin()
                _ = expression(declaration.value, in: Scope(place: .letValue, rule: nil))
            }
        }
    }

    /// The value, or what is on its way from one to the next, that is made of itself.
    private mutating func findEndless(from start: Text) {
        guard !declared.lets.followed.contains(start) else { return }
        var way: [(name: Text, rest: [Name])] = [(start, names(in: start))]
        var onWay: Set<Text> = [start]
        while let top = way.last {
            guard let next = top.rest.first else {
                declared.lets.followed.insert(top.name)
                onWay.remove(top.name)
                way.removeLast()
                if let before = way.last?.name, declared.lets.endless.contains(top.name) {
                    declared.lets.endless.insert(before)
                }
                continue
            }
            way[way.count - 1].rest.removeFirst()
            if onWay.contains(next.text) {
                declared.lets.endless.insert(top.name)
                report(
                    .endlessLet, "`\(next.text)` is made of itself", at: next.range,
                    help: "a value may use others, not itself")
            } else if declared.lets.followed.contains(next.text) {
                if declared.lets.endless.contains(next.text) { declared.lets.endless.insert(top.name) }
            } else {
                way.append((next.text, names(in: next.text)))
                onWay.insert(next.text)
            }
        }
    }

    /// The other values that one is made of.
    private func names(in name: Text) -> [Name] {
        var found: [Name] = []
        declared.lets.byName[name]?.value.forEachValueName {
            if declared.lets.byName[$0.text] != nil { found.append($0) }
        }
        return found
    }
}

extension LetDeclaration {
    /// The literal that it is, or is the name of; nil if it is computed.
    func literal(_ lets: [Text: LetDeclaration]) -> Value? {
        var next = value
        // Names of names go round nowhere: that was found before.
        while case .name(let name) = next, let declaration = lets[name.text] { next = declaration.value }
        return next.literalValue
    }
}

extension RuleContext {
    /// What a value that is asked in the rule knows of it: the keys.
    func ofLet(_ name: Text) -> RuleContext {
        var rule = self
        if let alias { rule.aliasOutsideLet = alias.text }
        rule.alias = nil
        rule.anchor = EventTypes()
        rule.isAliasKnown = true
        return rule
    }
}
