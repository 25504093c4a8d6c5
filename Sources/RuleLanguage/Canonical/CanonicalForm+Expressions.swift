import Events

/// Patterns and expressions, written without recursion: how deep they are nested does not matter.
extension CanonicalForm {
    /// What is still to be written.
    private enum Step {
        case expression(Expression, type: Int?)
        /// The same behind a blank.
        case operand(Expression, type: Int?)
        case pattern(Pattern)
        case alternative(Pattern.Alternative)
        case window(Window)
        case since(Pattern)
        case close
    }

    /// An expression of `while` or `say`, or a window of a trigger: there is no event matched.
    mutating func expression(_ expression: Expression, _ rule: Rule) {
        write([.expression(expression, type: nil)], rule)
    }

    /// Its alternatives, each behind a blank.
    /// - Parameter rule: whose keys it speaks of; nil where it stands in none.
    mutating func pattern(_ pattern: Pattern, _ rule: Rule? = nil) {
        write([.pattern(pattern)], rule)
    }

    /// An expression over the fields of an event, outside of rules.
    mutating func expression(_ expression: Expression, onType type: Int) {
        write([.expression(expression, type: type)], nil)
    }

    private mutating func write(_ steps: [Step], _ rule: Rule?) {
        var steps = steps
        while let step = steps.popLast() {
            switch step {
            case .expression(let expression, let type): write(expression, type, rule, &steps)
            case .operand(let expression, let type):
                space()
                write(expression, type, rule, &steps)
            case .pattern(let pattern): for next in pattern.alternatives.reversed() { steps.append(.alternative(next)) }
            case .alternative(let alternative):
                word(" (match ")
                type(alternative.type)
                steps.append(.close)
                if let condition = alternative.condition { steps.append(.operand(condition, type: alternative.type)) }
            case .window(let window): self.window(window, &steps)
            case .since(let pattern):
                word(" (since")
                steps += [.close, .pattern(pattern)]
            case .close: close()
            }
        }
    }

    private mutating func window(_ window: Window, _ steps: inout [Step]) {
        open()
        word(window.function.canonicalWord)
        word(" (within ")
        duration(window.within)
        close()
        if !window.field.isEmpty { slots(" (of", window.field) }
        if window.forCustomer { word(" (for-customer)") }
        steps.append(.close)
        if let since = window.since { steps.append(.since(since)) }
        steps.append(.pattern(window.pattern))
    }

    /// `(anchor (delivery.delayed days) (delivery.lost days))`
    private mutating func slots(_ word: StaticString, _ slots: [TypedSlot]) {
        self.word(word)
        for slot in slots {
            self.word(" (")
            type(slot.type)
            space()
            field(slot)
            close()
        }
        close()
    }

    private mutating func write(_ expression: Expression, _ type: Int?, _ rule: Rule?, _ steps: inout [Step]) {
        /// The word of an operator, and what it works on.
        func apply(_ word: StaticString, _ operands: [Expression]) {
            open()
            self.word(word)
            steps.append(.close)
            for operand in operands.reversed() { steps.append(.operand(operand, type: type)) }
        }
        switch expression {
        case .literal(let value): literal(value)
        case .missing: word("(missing)")
        case .field(let slot): named("(field ", type.map { schema.types[$0].fields[slot].name } ?? "")
        case .envelope(let field):
            word("(envelope ")
            word(field.canonicalWord)
            close()
        case .anchorEnvelope(let field):
            word("(anchor-envelope ")
            word(field.canonicalWord)
            close()
        case .anchorField(let slots): self.slots("(anchor", slots)
        case .years: word("(years)")
        case .customerID: word("(customer-id)")
        case .key(let place): named("(key-id ", rule?.keys[place] ?? "")
        case .fact(let fact, _): named("(fact ", facts[fact].name)
        case .task(let field):
            word("(task ")
            word(field.canonicalWord)
            close()
        case .not(let operand): apply("not", [operand])
        case .negative(let operand): apply("negative", [operand])
        case .binary(let operation, let left, let right): apply(operation.canonicalWord, [left, right])
        case .isIn(let operand, let list): apply("in", [operand] + list)
        case .isMissing(let operand): apply("is-missing", [operand])
        case .isPresent(let operand): apply("is-present", [operand])
        case .window(let window): steps.append(.window(window))
        case .lookup(let table, let column, let key):
            word("(lookup ")
            name(tables[table].name)
            space()
            name(column.map { tables[table].columns[$0].name } ?? tables[table].keyName)
            steps += [.close, .operand(key, type: type)]
        case .choice(let value, let condition, let other): apply("choice", [value, condition, other])
        case .otherwise(let value, let other): apply("else", [value, other])
        case .rounded(let operand, let digits):
            word("(rounded ")
            self.digits(digits)
            steps += [.close, .operand(operand, type: type)]
        case .now: word("(now)")
        case .previous(let fact, _): named("(previous ", facts[fact].name)
        case .named(_, let value): write(value, type, rule, &steps)
        case .dayStart(let operand): apply("day-start", [operand])
        }
    }

    private mutating func named(_ word: StaticString, _ name: Text) {
        self.word(word)
        self.name(name)
        close()
    }

    mutating func literal(_ value: Value) {
        open()
        switch value {
        case .text(let text):
            word("text ")
            self.text(text)
        case .number(let number):
            word("number ")
            decimal(number)
        case .boolean(let truth): word(truth ? "true" : "false")
        case .time(let time):
            word("time ")
            digits(time.seconds)
            space()
            digits(time.nanoseconds)
        case .date(let date):
            word("date ")
            digits(date.days)
        case .duration(let span):
            word("duration ")
            self.span(span)
        }
        close()
    }
}
