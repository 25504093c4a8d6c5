import Events

/// What a person may have meant by a name that means nothing. Only what exists is suggested.
extension Checker {
    struct Hint {
        var help: String?
        var suggestion: String?
    }

    /// - Parameter partner: the type of what the name is compared with; text if that is not known.
    func hint(forBare name: Name, in scope: Scope, comparedWith partner: ValueType?) -> Hint? {
        let word = name.text.string.lowercased()
        if let truth = Checker.truths[word], partner == .boolean || truth == word {
            return Hint(help: "a boolean is true or false", suggestion: truth)
        }
        if declared.defines.byName[name.text] != nil {
            return Hint(help: "`\(name.text)` is a pattern; that it came is asked as: seen \(name.text) within 7d")
        }
        if name.text == "customer" {
            return Hint(
                help: "the customer is known by an id; all else about the customer is in facts",
                suggestion: "customer.id")
        }
        if let alias = scope.rule?.alias?.text, alias == name.text {
            let fields = anchorFields(scope).map { Text("\(alias).\($0)") }
            return Hint(
                help: fields.isEmpty
                    ? "`\(alias)` is the event, and it has no fields"
                    : "`\(alias)` is the event; of it there is \(list(fields))")
        }
        if let meant = anchorName(of: name.text, in: scope), scope.matched == nil {
            return Hint(help: anchorHelp(scope, field: name.text), suggestion: meant)
        }
        if let member = member(name.text, in: scope) { return Hint(help: nil, suggestion: member) }
        if partner == .text {
            return Hint(help: "if it is meant as a text, it stands in quotes", suggestion: "\"\(name.text)\"")
        }
        if Checker.moments.contains(word) {
            return Hint(
                help:
                    "the time that the rule asks about is `now`; it waits by `after 2d`, or for a date by `when at FACT`"
            )
        }
        return nil
    }

    /// A dotted name whose owner is nothing that the rule knows.
    func hint(forForeign name: Name, in scope: Scope) -> Hint? {
        if let help = eventHelp(name, in: scope) { return Hint(help: help) }
        if let nested = nestedName(name, in: scope) { return Hint(help: nil, suggestion: nested) }
        guard let owner = name.parts.first, let member = name.parts.last, name.parts.count == 2 else { return nil }
        let isOfMatched =
            scope.matched?.indexes.contains { program.schema.types[$0].name.string.hasPrefix("\(owner).") } ?? false
        if isOfMatched, fieldNames(scope).contains(member) {
            return Hint(help: "a field of the event looked at stands alone", suggestion: member.string)
        }
        guard anchorFields(scope).contains(member) else { return nil }
        if let meant = anchorName(of: member, in: scope) {
            return Hint(help: anchorHelp(scope, field: member), suggestion: meant)
        }
        return Hint(help: "to speak of the event that started it, give it a name: when … as \(owner)")
    }

    /// What is to be written of an event that stands where a value should; nil if the name is of none.
    func eventHelp(_ name: Name, in scope: Scope) -> String? {
        guard program.schema.index(of: name.text) != nil else { return nil }
        guard scope.place == .condition, let matched = scope.matched?.indexes.first else {
            return "`\(name.text)` is an event; that it came is asked as: seen \(name.text) within 7d"
        }
        // `A where C or B`
        return "`\(name.text)` is an event; beside others an event stands in parentheses with its `where`: "
            + "(\(program.schema.types[matched].name) where …) or \(name.text)"
    }

    /// What the last parts of a name with several dots mean: `customer.tier` of `delay.customer.tier`, `days` of
    /// `delivery.delayed.days`; nil if they mean nothing.
    func nestedName(_ name: Name, in scope: Scope) -> String? {
        let parts = name.parts
        guard parts.count > 2 else { return nil }
        let known = namesInSight(scope)
        let pairs = zip(parts, parts.dropFirst()).map { Text("\($0).\($1)") }
        if let pair = pairs.reversed().first(where: known.contains) { return pair.string }
        let type = Text(parts.dropLast().map(\.string).joined(separator: "."))
        guard program.schema.index(of: type) != nil, let field = parts.last else { return nil }
        if fieldNames(scope).contains(field) { return field.string }
        return anchorName(of: field, in: scope)
    }

    /// How the rule speaks of a field of the event that started it; nil if it cannot.
    func anchorName(of field: Text, in scope: Scope) -> String? {
        guard let alias = scope.rule?.alias, anchorFields(scope).contains(field) else { return nil }
        return "\(alias.text).\(field)"
    }

    func anchorHelp(_ scope: Scope, field: Text) -> String {
        let fields = anchorFields(scope)
        if scope.rule?.owner == .route {
            return "a route knows the customer (customer.…), the task (task.rule, task.queue, …) and window functions"
        }
        guard let rule = scope.rule, !rule.anchor.indexes.isEmpty else {
            return "use facts (customer.…) and window functions (count … within …) here"
        }
        guard let alias = rule.alias else {
            if fields.contains(field) {
                return "name the event that starts it, when … as it, and write it.\(field)"
            }
            let facts = program.facts.map(\.name)
            return facts.isEmpty
                ? "there is nothing of that name, and no fact is declared"
                : "there is nothing of that name; the facts are \(list(facts))"
        }
        if fields.contains(field) {
            return "the event that started it is `\(alias.text)`: write \(alias.text).\(field)"
        }
        return "what can stand here is \(list(namesInSight(scope)))"
    }

    private func anchorFields(_ scope: Scope) -> [Text] {
        scope.rule?.anchor.indexes.flatMap { program.schema.types[$0].fields.map(\.name) } ?? []
    }

    /// A name in sight that ends in this word: `customer.tier` for `tier`; `order.id` for a key.
    private func member(_ name: Text, in scope: Scope) -> String? {
        if scope.rule?.keys.contains(where: { $0.name == name }) ?? false { return "\(name).id" }
        let names = namesInSight(scope)
        return (names.first { $0.string.hasSuffix(".\(name)") } ?? nearest(name, among: names))?.string
    }

    static let truths: [String: String] = [
        "true": "true", "yes": "true", "ja": "true", "wahr": "true", "false": "false", "no": "false", "nein": "false",
        "falsch": "false",
    ]

    private static let moments: Set<String> = [
        "today", "heute", "jetzt", "yesterday", "gestern", "tomorrow", "morgen",
    ]
}
