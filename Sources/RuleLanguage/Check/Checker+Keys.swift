import Events

extension DiagnosticKind {
    static let ofKeys = [undeclaredKey, keyOfTwoTypes, keyName, dateKey]

    static let undeclaredKey = DiagnosticKind(
        "undeclared-key", "No event that may start the rule carries the field named in `per`, so it would never start.",
        wrong: rule("per oder", "when delivery.delayed"), change: "oder", to: "order")
    static let keyOfTwoTypes = DiagnosticKind(
        "key-of-two-types",
        "The key field has one type in one event and another in the next, so the two would never meet.",
        wrong: "event parcel.lost order number\n"
            + rule("per order", "when delivery.delayed", "unless parcel.lost within 4h"),
        change: "order number", to: "order text")
    static let keyName = DiagnosticKind(
        "key-name", "`per` names the customer, who is part of it anyway, a key twice, or something that is no field.",
        wrong: rule("per customer, order", "when delivery.delayed"), change: "customer, order", to: "order")
    static let dateKey = DiagnosticKind(
        "date-key", "A rule that a date starts is `per` exactly the key that its fact is about.",
        wrong: rule("when at order.eta"), change: "when", to: "per order when")
}

extension Checker {
    /// More than anybody needs to tell things apart.
    private static let mostKeys = 64

    /// The keys of `per`, which some event of the trigger must carry; for a date trigger, those of its fact.
    mutating func keys(_ clauses: Clauses, anchor: EventTypes) -> [RuleKey] {
        switch clauses.when?.syntax {
        case .date(_, _, let fact, _), .yearly(let fact, _): return dateKeys(clauses, fact)
        case .crossing(_, _, let crossing, _): return crossingKeys(clauses, crossing)
        case .event, .counting, nil: break
        }
        var keys: [RuleKey] = []
        for name in clauses.per?.keys ?? [] where !name.isUnread {
            guard isKeyName(name, among: keys, anchor) else { continue }
            guard keys.count < Checker.mostKeys else {
                report(
                    .keyName, "a rule is per at most \(Checker.mostKeys) fields", at: name.range,
                    help: "name those that tell apart the things of one customer")
                break
            }
            let declares = anchor.indexes.contains { program.schema.types[$0].slot(of: name.text) != nil }
            if !declares && !isDoubtful(anchor) {
                let what =
                    anchor.indexes.count == 1
                    ? "`\(program.schema.types[anchor.indexes[0]].name)` has" : "the events of when have"
                report(
                    .undeclaredKey, "\(what) no field `\(name.text)`", at: name.range, help: fieldHelp(anchor),
                    suggestion: nearMiss(name.text, among: fieldNames(of: anchor))?.string)
            }
            keys.append(RuleKey(name: name.text, range: name.range, type: type(ofKey: name.text, in: anchor.indexes)))
        }
        return keys
    }

    private mutating func isKeyName(_ name: Name, among keys: [RuleKey], _ anchor: EventTypes) -> Bool {
        if name.text == "customer" {
            report(
                .keyName, "a rule is for one customer anyway", at: name.range,
                help: "per names only the fields that tell apart the things of one customer; leave `customer` out")
        } else if name.text == "event" {
            report(
                .keyName, "`event` cannot be a key", at: name.range,
                help: "event.… means the event matched; for a task for each event write: when each …")
        } else if name.isDotted {
            let field = name.parts.last ?? ""
            let isField = anchor.indexes.contains { program.schema.types[$0].slot(of: field) != nil }
            report(
                .keyName, "`\(name.text)` cannot be a key", at: name.range,
                help: "per takes fields of the event, without a dot", suggestion: isField ? field.string : nil)
        } else if keys.contains(where: { $0.name == name.text }) {
            report(.keyName, "`\(name.text)` stands twice in per", at: name.range, help: "leave one out")
        } else {
            return true
        }
        return false
    }

    private mutating func dateKeys(_ clauses: Clauses, _ factName: Name) -> [RuleKey] {
        let written = (clauses.per?.keys ?? []).map { RuleKey(name: $0.text, range: $0.range) }
        guard let index = declared.facts.places[factName.text] else { return written }
        switch program.facts[index].owner {
        case .customer:
            if let range = clauses.per?.range {
                report(
                    .dateKey,
                    "`\(factName.text)` is a fact of the customer, so the rule cannot be per "
                        + (clauses.per?.keys ?? []).map(\.text.string).joined(separator: ", "), at: range,
                    help: "leave `per` out, or use a fact of that key")
            }
            return []
        case .key(let key):
            if clauses.per == nil {
                report(
                    .dateKey, "`\(factName.text)` is a fact of one \(key), so the rule must be per \(key)",
                    at: factName.range, help: "add `per \(key)` to the rule")
            } else if written.count != 1 || written[0].name != key, let range = clauses.per?.range {
                report(
                    .dateKey,
                    "`\(factName.text)` is a fact of one \(key), so the rule must be per \(key) and no more",
                    at: range, suggestion: "per \(key)")
            }
            let type = type(ofKey: key, in: program.facts[index].types)
            return [RuleKey(name: key, range: written.first?.range ?? factName.range, type: type)]
        }
    }

    /// The type of a key in the first of these event types that has it.
    private func type(ofKey key: Text, in types: [Int]) -> FieldType? {
        for index in types {
            let event = program.schema.types[index]
            if let slot = event.slot(of: key) { return event.fields[slot].type }
        }
        return nil
    }

    /// Finds the type of each key: the one that its field has in every event that the rule looks at.
    mutating func settleKeyTypes(_ rule: inout RuleContext) {
        let types = rule.anchor.indexes + typesInRule.subtracting(rule.anchor.indexes).sorted()
        for place in rule.keys.indices {
            var first: (type: FieldType, in: Text)?
            for index in types {
                let event = program.schema.types[index]
                guard let slot = event.slot(of: rule.keys[place].name) else { continue }
                if declared.types.doubtfulFields.contains(TypedSlot(type: index, slot: slot)) { continue }
                let type = event.fields[slot].type
                if let first, first.type != type {
                    report(
                        .keyOfTwoTypes,
                        "the key `\(rule.keys[place].name)` is \(ValueType(first.type).words) in \(first.in) and "
                            + "\(ValueType(type).words) in \(event.name)", at: rule.keys[place].range,
                        help: "declare the field with one type in all events of the rule")
                    break
                }
                first = first ?? (type, event.name)
            }
            rule.keys[place].type = first?.type
        }
    }

    /// Where each type of the schema carries the keys: nowhere where it has no such field, or one of another type, which
    /// then is not the same thing.
    mutating func keySlots(_ keys: [RuleKey], at range: SourceRange) -> KeySlots {
        let fields = keys.map { Field(name: $0.name, type: $0.type ?? .text) }
        let isKnown = keys.allSatisfy { $0.type != nil }
        if isKnown, let known = fieldCarriers.byKeys[fields] { return known }
        if fieldCarriers.byName == nil { fieldCarriers.byName = carriersOfFields() }
        var carriers: [Int: [Int?]] = [:]
        for (place, key) in keys.enumerated() {
            for slot in fieldCarriers.byName?[key.name] ?? []
            where program.schema.types[slot.type].fields[slot.slot].type == key.type {
                carriers[slot.type, default: [Int?](repeating: nil, count: keys.count)][place] = slot.slot
            }
            guard spend(carriers.count, at: range) else { break }
        }
        let slots = KeySlots(keys: keys.count, types: program.schema.types.count, carriers: carriers)
        if isKnown { fieldCarriers.byKeys[fields] = slots }
        return slots
    }

    /// By name, the fields of all event types.
    private func carriersOfFields() -> [Text: [TypedSlot]] {
        var carriers: [Text: [TypedSlot]] = [:]
        for (type, event) in program.schema.types.enumerated() {
            for (slot, field) in event.fields.enumerated() {
                carriers[field.name, default: []].append(TypedSlot(type: type, slot: slot))
            }
        }
        return carriers
    }
}
