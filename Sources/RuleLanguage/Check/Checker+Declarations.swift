import Events

extension DiagnosticKind {
    static let ofDeclarations = [declaredTwice, unknownZone, endlessDefine]

    static let declaredTwice = DiagnosticKind(
        "declared-twice",
        "A name is declared a second time, or the zone is set again: nobody can say which one counts.",
        wrong: "event call.completed channel text", change: "call.completed", to: "call.missed")
    static let unknownZone = DiagnosticKind(
        "unknown-zone", "The time zone is not one that this machine knows.",
        wrong: "zone Europe/Londn", change: "Londn", to: "London")
    static let endlessDefine = DiagnosticKind(
        "endless-define", "A define uses itself, directly or through others, so it never says which events it means.",
        wrong: "define touch = delivery.delivered or touch", change: "or touch", to: "or contact")
}

extension Checker {
    mutating func collectZone(_ declarations: [Declaration]) {
        var first: SourceRange?
        for case .zone(let zone) in declarations {
            if let first {
                report(
                    .declaredTwice, "the zone is set a second time", at: zone.range,
                    help: "the first is in \(place(first, seenFrom: zone.range)); all files together have one zone")
                continue
            }
            first = zone.range
            program.zone = zone.name.text
            checkZone(zone.name)
        }
    }

    /// Reports the name of a zone that this machine does not know.
    mutating func checkZone(_ name: Name) {
        guard let known = zones.names, !known.contains(name.text) else { return }
        report(
            .unknownZone, "there is no time zone `\(name.text)`", at: name.range, help: help(among: known),
            suggestion: zoneName(meantBy: name.text, among: known.sorted())?.string)
    }

    /// What can be done about the name of a zone that is none.
    private func help(among zones: Set<Text>) -> String {
        if zones.count <= 1 { return "this machine knows no time zones: install the package tzdata" }
        let names = "zones are named as in Europe/London or America/New_York"
        return zones.contains("US/Eastern")
            ? names : names + "; names of former times, as US/Eastern, come with the package tzdata-legacy"
    }

    /// `Europe/Berlin` for `Berlin`, or the nearest.
    private func zoneName(meantBy name: Text, among zones: [Text]) -> Text? {
        nearMiss(name, among: zones)
            ?? zones.first { $0.string.lowercased().hasSuffix("/" + name.string.lowercased()) }
    }

    mutating func collectTypes(_ declarations: [Declaration]) {
        for case .event(let event) in declarations {
            let name = event.type.text
            if event.type.isUnread { continue }
            let fields = fields(of: event)
            if let index = program.schema.index(of: name) {
                if let first = declared.types.ranges[name] {
                    reportTwice("the event type", event.type, first: first)
                    // Which of the two was meant decides which fields there are.
                    declared.types.doubtful.insert(index)
                } else {
                    report(
                        .declaredTwice, "the event type `\(name)` is declared twice", at: event.type.range,
                        help: "the language declares it itself: "
                            + list(program.schema.types[index].fields.map(\.name)) + " are its fields")
                }
                continue
            }
            if event.hasMistakes || hasSyntaxError(in: event.range) {
                declared.types.doubtful.insert(program.schema.types.count)
            }
            for field in event.fields where hasSyntaxError(in: field.range) {
                guard let slot = fields.firstIndex(where: { $0.name == field.name.text }) else { continue }
                declared.types.doubtfulFields.insert(TypedSlot(type: program.schema.types.count, slot: slot))
            }
            declared.types.ranges[name] = event.type.range
            program.schema.add(EventType(name: name, writtenType: writtenType(of: event), fields: fields))
        }
        sortTypes()
    }

    private mutating func sortTypes() {
        let (schema, before) = program.schema.sorted()
        var places = before
        for (place, old) in before.enumerated() { places[old] = place }
        program.schema = schema
        declared.types.doubtful = Set(declared.types.doubtful.map { places[$0] })
        declared.types.doubtfulFields = Set(
            declared.types.doubtfulFields.map { TypedSlot(type: places[$0.type], slot: $0.slot) })
    }

    private mutating func fields(of event: EventDeclaration) -> [Field] {
        var fields: [Field] = []
        var ranges: [Text: SourceRange] = [:]
        for field in event.fields {
            if field.name.isUnread { continue }
            if let first = ranges[field.name.text] {
                if event.hasMistakes || hasSyntaxError(in: event.range) { continue }
                reportTwice("the field", field.name, first: first)
                continue
            }
            ranges[field.name.text] = field.name.range
            fields.append(
                Field(
                    name: field.name.text, type: field.type, isOptional: field.isOptional, path: field.path?.path))
        }
        return fields
    }

    mutating func collectRules(_ declarations: [Declaration]) {
        var count = 0
        for case .rule(let rule) in declarations {
            if rule.name.isUnread {
                // It has its place in the program, and nobody can mean it.
            } else if let first = declared.rules.ranges[rule.name.text] {
                reportTwice("the rule", rule.name, first: first)
            } else {
                declared.rules.ranges[rule.name.text] = rule.name.range
                declared.rules.places[rule.name.text] = count
            }
            count += 1
        }
    }

    mutating func reportTwice(_ what: String, _ name: Name, first: SourceRange) {
        report(
            .declaredTwice, "\(what) `\(name.text)` is declared twice", at: name.range,
            help: "the first is in \(place(first, seenFrom: name.range))")
    }
}
