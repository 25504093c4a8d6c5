import Events

extension Checker {
    /// Resolves a window function. A `where` inside it speaks of the event counted, so it has one form.
    mutating func window(_ syntax: WindowSyntax, in scope: Scope) -> Typed {
        let types = types(of: syntax.pattern)
        let pattern = pattern(syntax.pattern, rule: scope.rule)
        var slots: [TypedSlot] = []
        var fieldType: ValueType?
        if let field = syntax.field {
            (fieldType, slots) = windowField(field, of: types)
            checkFieldType(fieldType, field, syntax.function)
        }
        let since = since(syntax.reach, scope.rule)
        if let customer = syntax.reach.forCustomer, let rule = scope.rule { checkReach(customer, rule) }
        let window = Window(
            function: syntax.function, pattern: pattern, field: slots, within: .elapsed(syntax.within.span),
            since: since, forCustomer: syntax.reach.forCustomer != nil)
        return Typed(type(of: syntax.function, reading: fieldType), .window(window), in: scope)
    }

    /// The field that a window function or `across` reads.
    mutating func windowField(_ name: Name, of types: EventTypes) -> (ValueType?, [TypedSlot]) {
        if let found = field(name, of: types) { return found }
        if !name.isUnread && !isDoubtful(types) {
            let what =
                types.indexes.count == 1
                ? "`\(program.schema.types[types.indexes[0]].name)` has" : "these events have"
            report(
                .undeclaredField, "\(what) no field `\(name.text)`", at: name.range, help: fieldHelp(types),
                suggestion: nearMiss(name.text, among: fieldNames(of: types))?.string)
        }
        return (nil, [])
    }

    private mutating func checkFieldType(_ type: ValueType?, _ field: Name, _ function: WindowFunction) {
        guard let type else { return }
        let takes: String
        switch function {
        case .seen, .count, .distinct: return
        case .sum, .average:
            if type == .number { return }
            takes = "numbers"
        case .min, .max:
            if type.isOrdered { return }
            takes = "numbers, times and dates"
        }
        report(
            .wrongType, "`\(field.text)` is \(type.words), and `\(function.rawValue)` takes \(takes)", at: field.range,
            help: "to count how many different ones there are: distinct \(field.text) of …")
    }

    private func type(of function: WindowFunction, reading field: ValueType?) -> ValueType? {
        switch function {
        case .seen: return .boolean
        case .count, .distinct, .sum, .average: return .number
        case .min, .max: return field
        }
    }
}
