import Events

extension DiagnosticKind {
    static let ofJourneys = [journeyName, oneStage, journeyWithoutKey, unknownStage]

    static let journeyName = DiagnosticKind(
        "journey-name", "A journey is named customer.x, or after the key field that it is about, as order.x.",
        wrong: "journey customer.id stage late from delivery.delayed stage there from delivery.delivered",
        change: "customer.id", to: "customer.stage")
    static let oneStage = DiagnosticKind(
        "one-stage", "A journey has fewer than two stages, so nobody gets anywhere.",
        wrong: "journey customer.stage stage late from delivery.delayed", change: "delivery.delayed",
        to: "delivery.delayed stage there from delivery.delivered")
    static let journeyWithoutKey = DiagnosticKind(
        "journey-without-key", "No event of a stage carries the key that the journey is about.",
        wrong: "journey order.progress stage late from delivery.delayed stage told from contact",
        change: "order.progress", to: "customer.progress")
    static let unknownStage = DiagnosticKind(
        "unknown-stage", "A stage is compared with a name that none of the journey's stages has.",
        wrong: "journey customer.stage stage late from delivery.delayed stage there from delivery.delivered\n"
            + rule("when call.completed", "while customer.stage = \"lat\""),
        change: "\"lat\"", to: "\"late\"")
}

extension Checker {
    /// The two facts of each journey; what they mean is resolved once all facts are known.
    mutating func declareJourneys(_ declarations: [Declaration]) {
        var found: [JourneyDeclaration] = []
        for case .journey(let journey) in declarations where !journey.name.isUnread {
            let name = journey.name
            let names = [name.text, Journey.sinceName(name.text)]
            if let taken = names.first(where: { declared.facts.ranges[$0] != nil }),
                let first = declared.facts.ranges[taken]
            {
                report(
                    .declaredTwice, "the fact `\(taken)` is declared twice", at: name.range,
                    help: "the first is in \(place(first, seenFrom: name.range))"
                        + (taken == name.text ? "" : "; the journey `\(name.text)` declares it as well"))
                continue
            }
            for name in names { declared.facts.ranges[name] = journey.name.range }
            guard owner(of: name) != nil else {
                declared.facts.broken.formUnion(names)
                declared.isSomethingLost = true
                continue
            }
            found.append(journey)
        }
        declared.journeys.declarations = found.sorted { $0.name.text < $1.name.text }
        for (place, declaration) in declared.journeys.declarations.enumerated() {
            let name = declaration.name.text
            let owner = owner(of: declaration.name) ?? .customer
            program.journeys.append(Journey(name: name, owner: owner, stages: [], keySlots: []))
            program.facts.append(Fact(name: name, owner: owner, type: .text, source: .stage(place)))
            program.facts.append(
                Fact(name: Journey.sinceName(name), owner: owner, type: .time, source: .stageSince(place)))
        }
    }

    private mutating func owner(of name: Name) -> Fact.Owner? {
        // Reported by the parser.
        guard name.isDotted else { return nil }
        let parts = name.parts
        if parts.count == 2, !parts[0].string.isEmpty, !parts[1].string.isEmpty, parts[0] != "event", parts[1] != "id" {
            return parts[0] == "customer" ? .customer : .key(parts[0])
        }
        report(
            .journeyName, "a journey cannot be called `\(name.text)`", at: name.range,
            help: "it declares a fact, as customer.stage, or of a key, as order.progress")
        return nil
    }

    /// What the stages begin with.
    mutating func resolveJourneys() {
        for (place, declaration) in declared.journeys.declarations.enumerated() {
            let before = reports.diagnostics.count
            work.begin()
            typesInRule = []
            checkStages(declaration)
            var context = RuleContext(name: "", owner: .journey)
            context.range = declaration.range
            program.journeys[place].stages = declaration.stages.map { stage in
                Journey.Stage(name: stage.name.text, pattern: pattern(stage.pattern, rule: context))
            }
            resolveKey(of: place, declaration)
            for name in [declaration.name.text, Journey.sinceName(declaration.name.text)] {
                guard let fact = declared.facts.places[name] else { continue }
                program.facts[fact].types = carriers(program.journeys[place])
                if reports.diagnostics.count > before { declared.journeys.broken.insert(place) }
            }
            if declaration.hasMistakes || hasSyntaxError(in: declaration.range) {
                declared.journeys.broken.insert(place)
            }
        }
    }

    /// The types of its events that carry the key.
    private func carriers(_ journey: Journey) -> [Int] {
        switch journey.owner {
        case .customer: return journey.types
        case .key: return journey.types.filter { type in journey.keySlots.contains { $0.type == type } }
        }
    }

    private mutating func checkStages(_ declaration: JourneyDeclaration) {
        var ranges: [Text: SourceRange] = [:]
        for stage in declaration.stages where !stage.name.isUnread {
            if let first = ranges[stage.name.text] {
                reportTwice("the stage", stage.name, first: first)
            } else {
                ranges[stage.name.text] = stage.name.range
            }
        }
        if declaration.stages.count < 2, !declaration.hasMistakes, !hasSyntaxError(in: declaration.range),
            !isCutOff(declaration.range)
        {
            report(
                .oneStage,
                "a journey has two stages at least, and `\(declaration.name.text)` has "
                    + (declaration.stages.isEmpty ? "none" : "one"), at: declaration.name.range,
                help: "say with which events each begins: stage booked from contract.signed")
        }
    }

    /// In which slots the events carry the key, which has one type in all of them.
    private mutating func resolveKey(of place: Int, _ declaration: JourneyDeclaration) {
        guard case .key(let key) = program.journeys[place].owner else { return }
        var first: (type: FieldType, in: Text)?
        var slots: [TypedSlot] = []
        let types = program.journeys[place].types
        for type in types {
            let event = program.schema.types[type]
            guard let slot = event.slot(of: key) else { continue }
            if declared.types.doubtfulFields.contains(TypedSlot(type: type, slot: slot)) { continue }
            let found = event.fields[slot].type
            if let first, first.type != found {
                report(
                    .keyOfTwoTypes,
                    "the key `\(key)` is \(ValueType(first.type).words) in \(first.in) and "
                        + "\(ValueType(found).words) in \(event.name)", at: declaration.name.range,
                    help: "declare the field with one type in all events of the journey")
                break
            }
            first = first ?? (found, event.name)
            slots.append(TypedSlot(type: type, slot: slot))
        }
        program.journeys[place].keySlots = slots
        for stage in declaration.stages {
            let types = self.types(of: stage.pattern)
            if types.indexes.isEmpty || isDoubtful(types) { continue }
            if types.indexes.contains(where: { program.schema.types[$0].slot(of: key) != nil }) { continue }
            let names = types.indexes.map { program.schema.types[$0].name }
            report(
                .journeyWithoutKey,
                "\(list(names)) never \(names.count == 1 ? "carries" : "carry") `\(key)`, so no "
                    + "\(key) comes to the stage `\(stage.name.text)`", at: stage.pattern.range,
                help: "take events that carry \(key), or make it a journey of the customer")
        }
    }

    // MARK: Comparing stages

    /// A text that is compared with a stage must be the name of one.
    mutating func checkStageNames(_ a: Typed, _ left: ExpressionSyntax, _ b: Typed, _ right: ExpressionSyntax) {
        for (stage, text, range) in [(a, b, right.range), (b, a, left.range)] {
            guard case .fact(let fact, _)? = stage.each.first, case .stage(let journey) = program.facts[fact].source,
                case .literal(.text(let name))? = text.each.first, !declared.journeys.broken.contains(journey)
            else { continue }
            // One that could not be read may be the one that is meant.
            let declaration = declared.journeys.declarations[journey]
            let names = declaration.stages.map(\.name.text)
            if names.contains(name) || names.contains("") || declaration.hasMistakes { continue }
            report(
                .unknownStage, "`\(program.journeys[journey].name)` has no stage `\(name)`", at: range,
                help: "the stages are \(list(names))",
                suggestion: nearMiss(name, among: names).map { "\"\($0)\"" })
        }
    }
}
