import Events

extension DiagnosticKind {
    static let ofFacts = [factName, factOfTwoTypes, factWithoutKey]

    static let factName = DiagnosticKind(
        "fact-name", "A fact is named customer.x, or after the key field that it is about, as order.x.",
        wrong: "fact customer.id = tier of customer.updated", change: "customer.id", to: "customer.level")
    static let factOfTwoTypes = DiagnosticKind(
        "fact-of-two-types", "A fact is taken from fields of different types.",
        wrong: """
            event customer.merged tier number
            fact customer.level = tier of customer.updated, customer.merged
            """,
        change: "tier number", to: "tier text")
    static let factWithoutKey = DiagnosticKind(
        "fact-without-key", "A fact of a key is taken from an event that does not carry the key.",
        wrong: "fact order.tier = tier of customer.updated", change: "order.tier", to: "customer.level")
}

extension Checker {
    mutating func collectFacts(_ declarations: [Declaration]) {
        for case .fact(let fact) in declarations {
            let name = fact.name.text
            if fact.name.isUnread { continue }
            if let first = declared.facts.ranges[name] {
                reportTwice("the fact", fact.name, first: first)
                continue
            }
            declared.facts.ranges[name] = fact.name.range
            let before = reports.diagnostics.count
            let resolved = resolve(fact)
            guard let resolved, reports.diagnostics.count == before, !hasSyntaxError(in: fact.range) else {
                declared.facts.broken.insert(name)
                // The name may be what is wrong, and then it is used in its right form.
                declared.isSomethingLost = true
                continue
            }
            program.facts.append(resolved)
        }
        declareScores(declarations)
        declareJourneys(declarations)
        program.facts.sort { $0.name < $1.name }
        for (index, fact) in program.facts.enumerated() { declared.facts.places[fact.name] = index }
    }

    private mutating func resolve(_ fact: FactDeclaration) -> Fact? {
        guard let owner = owner(of: fact), !fact.field.isUnread, !fact.types.contains(where: \.isUnread) else {
            return nil
        }
        var type: (FieldType, in: Text)?
        var keyType: (FieldType, in: Text)?
        var carriers: [Fact.Carrier] = []
        for name in fact.types {
            guard let index = program.schema.index(of: name.text) else {
                reportUndeclaredType(name)
                continue
            }
            used.types.insert(index)
            let event = program.schema.types[index]
            if declared.types.doubtfulFields.contains(where: { $0.type == index }) { return nil }
            guard !carriers.contains(where: { $0.type == index }), let value = carried(fact.field, by: index) else {
                continue
            }
            let found = value.slot.map { event.fields[$0].type } ?? (value == .time ? .time : .text)
            if let type, type.0 != found {
                report(
                    .factOfTwoTypes,
                    "`\(fact.field.text)` is \(ValueType(type.0).words) in \(type.in) and \(ValueType(found).words) "
                        + "in \(event.name)", at: name.range,
                    help: "a fact has one type; take the other field as a fact of its own")
                continue
            }
            type = type ?? (found, event.name)
            var keySlot: Int?
            if case .key(let key) = owner {
                guard let slot = event.slot(of: key) else {
                    if !declared.types.doubtful.contains(index) {
                        reportNoKey(key, of: fact, in: event, at: name.range)
                    }
                    continue
                }
                let found = event.fields[slot].type
                if let keyType, keyType.0 != found {
                    report(
                        .keyOfTwoTypes,
                        "the key `\(key)` is \(ValueType(keyType.0).words) in \(keyType.in) and "
                            + "\(ValueType(found).words) in \(event.name)", at: name.range,
                        help: "declare the field with one type in all events")
                    continue
                }
                keyType = keyType ?? (found, event.name)
                keySlot = slot
            }
            carriers.append(Fact.Carrier(type: index, value: value, keySlot: keySlot))
        }
        return type.map { Fact(name: fact.name.text, owner: owner, type: $0.0, carriers: carriers) }
    }

    private mutating func owner(of fact: FactDeclaration) -> Fact.Owner? {
        // Reported by the parser.
        if !fact.name.isDotted { return nil }
        let parts = fact.name.parts
        if parts.count == 2, !parts[0].string.isEmpty, !parts[1].string.isEmpty, parts[0] != "event", parts[1] != "id" {
            return parts[0] == "customer" ? .customer : .key(parts[0])
        }
        let help: String
        if parts.count == 2, parts[1] == "id" {
            help = "\(fact.name.text) is always there; call the fact something else"
        } else if parts.count == 2, parts[0] == "event" {
            help = "event.… is what every event has: id, source, type and time"
        } else {
            help =
                "it is called customer.\(parts.last ?? "tier"), or after the key that it is about, as order.\(parts.last ?? "eta")"
        }
        report(.factName, "a fact cannot be called `\(fact.name.text)`", at: fact.name.range, help: help)
        return nil
    }

    private mutating func reportNoKey(_ key: Text, of fact: FactDeclaration, in event: EventType, at range: SourceRange)
    {
        let near = nearMiss(key, among: ["customer"] + event.fields.map(\.name))
        report(
            .factWithoutKey, "`\(event.name)` has no field `\(key)`, so it cannot say whose fact it is",
            at: near == nil ? range : fact.name.range,
            help: "take it from events that carry \(key), or make it a fact of the customer",
            suggestion: near.flatMap { near in Dotted(fact.name.text).map { "\(near).\($0.member)" } })
    }

    /// What gives the fact its value: a field, or `event.time`, `.source`, `.id`.
    private mutating func carried(_ field: Name, by index: Int) -> Fact.Reading? {
        let event = program.schema.types[index]
        if let dotted = Dotted(field.text), dotted.owner == "event" {
            switch dotted.member {
            case "time": return .time
            case "source": return .source
            case "id": return .id
            default:
                let names: [Text] = ["event.time", "event.source", "event.id"]
                report(
                    .undeclaredField, "a fact is not taken from `\(field.text)`", at: field.range,
                    help: "of what every event has there are \(list(names))",
                    suggestion: nearest(field.text, among: names)?.string)
                return nil
            }
        }
        if let slot = event.slot(of: field.text) { return .field(slot) }
        if !declared.types.doubtful.contains(index) {
            report(
                .undeclaredField, "`\(event.name)` has no field `\(field.text)`", at: field.range,
                help: fieldHelp(EventTypes(index)),
                suggestion: nearMiss(field.text, among: event.fields.map(\.name))?.string
                    ?? fieldOf(dotted: field, event).first?.string)
        }
        return nil
    }

    /// `tier` for `customer.tier`, if the event has it.
    private func fieldOf(dotted field: Name, _ event: EventType) -> [Text] {
        guard field.isDotted, let last = field.parts.last, event.slot(of: last) != nil else { return [] }
        return [last]
    }
}
