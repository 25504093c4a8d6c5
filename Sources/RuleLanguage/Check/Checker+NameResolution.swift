import Events

extension DiagnosticKind {
    static let ofNames = [undeclaredField, undeclaredFact, undeclaredName, fieldOfTwoTypes, keyNotInPer, noEventHere]

    static let undeclaredField = DiagnosticKind(
        "undeclared-field", "A field is used that the event does not declare.",
        wrong: rule("when delivery.delayed where dais >= 1"), change: "dais", to: "days")
    static let undeclaredFact = DiagnosticKind(
        "undeclared-fact", "A fact is used that no rule file declares.",
        wrong: rule("when delivery.delayed", "while customer.teir = \"gold\""), change: "teir", to: "tier")
    static let undeclaredName = DiagnosticKind(
        "undeclared-name", "What stands before the dot is no key, not the customer, and not the name given by `as`.",
        wrong: rule("when delivery.delayed as delay", "while dely.days >= 1"), change: "dely", to: "delay")
    static let fieldOfTwoTypes = DiagnosticKind(
        "field-of-two-types",
        "A field has one type in one event and another in the next, so nothing can be said of both.",
        wrong: """
            event chat.ended  minutes number
            event visit.ended minutes text

            """ + rule("when chat.ended or visit.ended where minutes > 5"),
        change: "minutes text", to: "minutes number")
    static let keyNotInPer = DiagnosticKind(
        "key-not-in-per",
        "A rule asks for something of a key without being `per` that key, so nobody knows of which one.",
        wrong: rule("when delivery.delayed", "while order.eta is present"), change: "when", to: "per order when")
    static let noEventHere = DiagnosticKind(
        "no-event-here", "`while` and `say` match no event, so they know no bare field and no `event.…`.",
        wrong: rule("when delivery.delayed as delay", "while days >= 1"), change: "while days", to: "while delay.days")
}

extension Checker {
    /// What a name in an expression means.
    /// - Parameter partner: the type of what it is compared with, if that is known.
    mutating func resolve(_ name: Name, in scope: Scope, comparedWith partner: ValueType? = nil) -> Typed {
        if name.isUnread || isForeignToWeight(name, in: scope) { return .unknown(in: scope) }
        guard let dotted = Dotted(name.text) else { return bareField(name, in: scope, comparedWith: partner) }
        let (owner, member) = (dotted.owner, dotted.member)
        if owner == "event" { return envelope(name, member, in: scope) }
        if owner == "task", let field = taskField(name, member, in: scope) { return field }
        if let rule = scope.rule, let alias = rule.alias, alias.text == owner {
            return anchorField(name, member, of: rule, in: scope)
        }
        if owner == "customer" {
            if member == "id" { return Typed(.text, .customerID, in: scope) }
            return fact(name, key: nil, in: scope)
        }
        if let rule = scope.rule, let key = rule.keys.firstIndex(where: { $0.name == owner }) {
            if member == "id" { return Typed(rule.keys[key].type.map { ValueType($0) }, .key(key), in: scope) }
            return fact(name, key: key, in: scope)
        }
        return foreign(name, owner: owner, member: member, in: scope)
    }

    private mutating func bareField(_ name: Name, in scope: Scope, comparedWith partner: ValueType?) -> Typed {
        if let value = value(of: name, in: scope) { return value }
        guard let matched = scope.matched else {
            if let years = years(name, in: scope) { return years }
            reportBareName(name, in: scope, comparedWith: partner)
            return .unknown(in: scope)
        }
        guard let (type, slots) = field(name, of: matched) else {
            if let years = years(name, in: scope) { return years }
            if isDoubtful(matched) { return .unknown(in: scope) }
            let one = matched.indexes.count == 1
            let what = one ? "`\(program.schema.types[matched.indexes[0]].name)` has" : "these events have"
            let near = nearest(name.text, among: namesInSight(scope))?.string
            let hint = near == nil ? hint(forBare: name, in: scope, comparedWith: partner) : nil
            report(
                .undeclaredField, "\(what) no field `\(name.text)`", at: name.range,
                help: hint?.help ?? fieldHelp(matched), suggestion: hint?.suggestion ?? near)
            return .unknown(in: scope)
        }
        return Typed(type, fields(slots, of: matched))
    }

    /// A field for each of some event types, missing where a type does not have it.
    private func fields(_ slots: [TypedSlot], of types: EventTypes) -> [Expression] {
        var fields = [Expression](repeating: .missing, count: types.indexes.count)
        for slot in slots {
            if let place = types.place(of: slot.type) { fields[place] = .field(slot.slot) }
        }
        return fields
    }

    /// The type of a field over several event types and its slot in each that has it; nil if none has it. Two types
    /// are reported, and the type is then unknown.
    mutating func field(_ name: Name, of types: EventTypes) -> (type: ValueType?, slots: [TypedSlot])? {
        field(name.text, of: types, at: name.range)
    }

    private mutating func field(
        _ name: Text, of types: EventTypes, at range: SourceRange
    ) -> (type: ValueType?, slots: [TypedSlot])? {
        _ = spend(types.indexes.count, at: range)
        let slots = types.indexes.compactMap { index in
            program.schema.types[index].slot(of: name).map { TypedSlot(type: index, slot: $0) }
        }
        guard let first = slots.first else { return nil }
        func typeOf(_ slot: TypedSlot) -> ValueType {
            ValueType(program.schema.types[slot.type].fields[slot.slot].type)
        }
        if slots.contains(where: declared.types.doubtfulFields.contains) { return (nil, slots) }
        if let other = slots.first(where: { typeOf($0) != typeOf(first) }) {
            report(
                .fieldOfTwoTypes,
                "`\(name)` is \(typeOf(first).words) in \(program.schema.types[first.type].name) "
                    + "and \(typeOf(other).words) in \(program.schema.types[other.type].name)",
                at: range, help: "ask each event on its own: (first.event where …) or (second.event where …)")
            return (nil, slots)
        }
        return (typeOf(first), slots)
    }

    func isDoubtful(_ types: EventTypes) -> Bool {
        !types.isComplete || types.indexes.contains { declared.types.doubtful.contains($0) }
    }

    private mutating func envelope(_ name: Name, _ member: Text, in scope: Scope) -> Typed {
        guard scope.matched != nil else {
            let isEnvelope = EnvelopeField(rawValue: member.string) != nil
            let ofAnchor = isEnvelope ? scope.rule?.alias.map { "\($0.text).\(name.text)" } : nil
            let help = ofAnchor.map { "of the event that started it there is \($0)" }
            report(
                .noEventHere, "`\(name.text)` has no meaning here: \(scope.place.word) matches no event",
                at: name.range,
                help: help
                    ?? (isEnvelope && scope.rule?.owner == .rule
                        ? "id, source, type and time of an event are known behind `where` only"
                        : anchorHelp(scope, field: member)),
                suggestion: ofAnchor ?? anchorName(of: member, in: scope))
            return .unknown(in: scope)
        }
        guard let field = EnvelopeField(rawValue: member.string) else {
            let names = EnvelopeField.allCases.map { Text("event.\($0.rawValue)") }
            report(
                .undeclaredField, "an event has no `\(name.text)`", at: name.range,
                help: "there are \(list(names)); a field of the event's data is written without `event.`",
                suggestion: nearest(name.text, among: names + fieldNames(scope))?.string)
            return .unknown(in: scope)
        }
        return Typed(field == .time ? .time : .text, .envelope(field), in: scope)
    }

    /// `delay.event.time`; in `when` itself that is the event looked at.
    private mutating func anchorEnvelope(_ name: Name, _ member: Text, in scope: Scope) -> Typed {
        guard let field = EnvelopeField(rawValue: member.string) else {
            let names = EnvelopeField.allCases.map { Text("\(name.parts[0]).event.\($0.rawValue)") }
            report(
                .undeclaredField, "an event has no `event.\(member)`", at: name.range,
                help: "there are \(list(names)); a field of its data is \(name.parts[0]).field",
                suggestion: nearest(name.text, among: names)?.string)
            return .unknown(in: scope)
        }
        let isMatched = scope.isAnchorMatched && scope.matched != nil
        return Typed(field == .time ? .time : .text, isMatched ? .envelope(field) : .anchorEnvelope(field), in: scope)
    }

    private mutating func anchorField(_ name: Name, _ member: Text, of rule: RuleContext, in scope: Scope) -> Typed {
        if let dotted = Dotted(member), dotted.owner == "event" {
            return anchorEnvelope(name, dotted.member, in: scope)
        }
        guard let (type, slots) = field(member, of: rule.anchor, at: name.range) else {
            if !isDoubtful(rule.anchor) {
                let what =
                    rule.anchor.indexes.count == 1 ? " (\(program.schema.types[rule.anchor.indexes[0]].name))" : ""
                // `delay.time` means when it happened.
                let ofEnvelope = EnvelopeField(rawValue: member.string).map { "\(name.parts[0]).event.\($0.rawValue)" }
                report(
                    .undeclaredField, "`\(name.parts[0])`\(what) has no field `\(member)`", at: name.range,
                    help: fieldHelp(rule.anchor),
                    suggestion: nearest(name.text, among: namesInSight(scope))?.string ?? nestedName(name, in: scope)
                        ?? ofEnvelope)
            }
            return .unknown(in: scope)
        }
        if scope.isAnchorMatched, let matched = scope.matched {
            return Typed(type, fields(slots, of: matched))
        }
        return Typed(type, .anchorField(slots), in: scope)
    }

    private mutating func fact(_ name: Name, key: Int?, in scope: Scope) -> Typed {
        guard let index = declared.facts.places[name.text] else {
            if !declared.facts.broken.contains(name.text) {
                reportUndeclaredFact(name, among: namesInSight(scope), in: scope)
            }
            return .unknown(in: scope)
        }
        used.facts.insert(index)
        noteKeys(ofFact: index)
        return Typed(ValueType(program.facts[index].type), .fact(index, key: key), in: scope)
    }

    /// The events that carry a key's fact belong to the rule: the key must have one type in them too.
    mutating func noteKeys(ofFact index: Int) {
        guard case .key = program.facts[index].owner else { return }
        typesInRule.formUnion(program.facts[index].types)
    }

    mutating func reportUndeclaredFact(_ name: Name, among candidates: [Text], in scope: Scope? = nil) {
        let near = nearest(name.text, among: candidates)
        if declared.isSomethingLost && near == nil { return }
        let parts = name.parts
        let ofEvent = scope.flatMap { eventHelp(name, in: $0) }
        let help =
            ofEvent != nil
            ? ofEvent
            : parts.count > 2
                ? "a fact has one dot in its name, as customer.tier; what it is about is not asked in steps"
                : "declare where it comes from: fact \(name.text) = field of event.type"
        let known =
            parts.count > 2
            ? candidates.first { $0 == Text("\(parts[parts.count - 2]).\(parts[parts.count - 1])") } : nil
        report(
            .undeclaredFact, "there is no fact `\(name.text)`", at: name.range, help: help,
            suggestion: (near ?? known)?.string)
    }

    /// A dotted name that belongs to nothing the rule has.
    private mutating func foreign(_ name: Name, owner: Text, member: Text, in scope: Scope) -> Typed {
        if let index = declared.facts.places[name.text] {
            guard let rule = scope.rule else {
                used.facts.insert(index)
                return Typed(ValueType(program.facts[index].type), .missing, in: scope)
            }
            reportKeyNotInPer(name, "belongs to one \(owner)", owner, rule)
            return .unknown(in: scope)
        }
        guard let rule = scope.rule else {
            // In a define that no rule uses, the key of some rule to come.
            if member == "id", program.schema.types.contains(where: { $0.slot(of: owner) != nil }) {
                return .unknown(in: scope)
            }
            reportUndeclaredName(name, help: "a define may use the fields of its events, and facts", in: scope)
            return .unknown(in: scope)
        }
        if !rule.isAliasKnown || !rule.areKeysKnown || declared.facts.broken.contains(name.text) {
            return .unknown(in: scope)
        }
        // The end of a condition is missing, and the next event looks like a part of it.
        if program.schema.index(of: name.text) != nil, isCutOff(name.range) { return .unknown(in: scope) }
        if rule.owner != .rule, member == "id", program.schema.types.contains(where: { $0.slot(of: owner) != nil }) {
            reportKeyNotInPer(name, "is one \(owner)", owner, rule)
            return .unknown(in: scope)
        }
        if member == "id", rule.anchor.indexes.contains(where: { program.schema.types[$0].slot(of: owner) != nil }) {
            reportKeyNotInPer(name, "is one \(owner)", owner, rule)
            return .unknown(in: scope)
        }
        if rule.aliasOutsideLet == owner {
            reportUndeclaredName(
                name,
                help:
                    "a value may be asked in many rules, so it knows no event by name; use facts and window functions",
                in: scope)
            return .unknown(in: scope)
        }
        let hint = hint(forForeign: name, in: scope)
        reportUndeclaredName(
            name, help: hint == nil ? "before the dot stands \(list(owners(scope)))" : hint?.help,
            suggestion: hint?.suggestion, in: scope)
        return .unknown(in: scope)
    }

    private mutating func reportKeyNotInPer(_ name: Name, _ what: String, _ owner: Text, _ rule: RuleContext) {
        let (why, help): (String, String)
        switch rule.owner {
        case .rule: (why, help) = ("the rule `\(rule.name)` is not per \(owner)", "add `per \(owner)` to the rule")
        case .route: (why, help) = ("a route knows only the customer", "ask for it in a rule: priority high if …")
        case .budget: (why, help) = ("a budget knows only the customer", "it counts the events of all of them")
        case .score: (why, help) = ("a score knows only the customer", "it adds up the events of all of them")
        case .journey: (why, help) = ("a journey knows only the customer", "ask for it in a rule")
        case .outcome:
            (why, help) = ("the events of an outcome know only the customer", "ask for a field of the event: where …")
        case .touch: (why, help) = ("a touch knows only the customer", "ask for a field of the event: where …")
        }
        report(.keyNotInPer, "`\(name.text)` \(what), and \(why)", at: name.range, help: help)
    }

    private mutating func reportUndeclaredName(
        _ name: Name, help: String?, suggestion: String? = nil, in scope: Scope
    ) {
        report(
            .undeclaredName, "nothing here is called `\(name.text)`", at: name.range, help: help,
            suggestion: suggestion ?? nearest(name.text, among: namesInSight(scope))?.string)
    }

    private mutating func reportBareName(_ name: Name, in scope: Scope, comparedWith partner: ValueType?) {
        let hint = hint(forBare: name, in: scope, comparedWith: partner)
        report(
            .noEventHere, "`\(name.text)` has no meaning here: \(scope.place.word) matches no event", at: name.range,
            help: hint?.help ?? anchorHelp(scope, field: name.text), suggestion: hint?.suggestion)
    }

    func owners(_ scope: Scope) -> [Text] {
        var owners: [Text] = ["customer"]
        if scope.matched != nil { owners.append("event") }
        if scope.rule?.owner == .route { owners.append("task") }
        if let alias = scope.rule?.alias { owners.append(alias.text) }
        return owners + (scope.rule?.keys.map(\.name) ?? [])
    }

    func fieldNames(_ scope: Scope) -> [Text] { scope.matched.map { fieldNames(of: $0) } ?? [] }

    func fieldNames(of types: EventTypes) -> [Text] {
        types.indexes.flatMap { program.schema.types[$0].fields.map(\.name) }
    }

    /// All names that would fit in a place, for the near miss.
    func namesInSight(_ scope: Scope) -> [Text] {
        var names = fieldNames(scope)
        if scope.matched != nil { names += EnvelopeField.allCases.map { Text("event.\($0.rawValue)") } }
        if let rule = scope.rule {
            if rule.owner == .route { names += TaskField.allCases.map { Text("task.\($0.rawValue)") } }
            if let alias = rule.alias?.text {
                names += rule.anchor.indexes.flatMap { index in
                    program.schema.types[index].fields.map { Text("\(alias).\($0.name)") }
                }
            }
            names += rule.keys.map { Text("\($0.name).id") }
        }
        names.append("customer.id")
        names += declared.lets.names
        for fact in program.facts {
            switch fact.owner {
            case .customer: names.append(fact.name)
            case .key(let key):
                if scope.rule?.keys.contains(where: { $0.name == key }) ?? true { names.append(fact.name) }
            }
        }
        return names
    }
}
