import Events

extension DiagnosticKind {
    static let ofTestEvents = [testWithoutCustomer, missingField, wrongValue]

    static let testWithoutCustomer = DiagnosticKind(
        "test-without-customer", "An event in a test does not say whose it is.",
        wrong: "test \"late\"\n  at 2026-03-02T10:00Z delivery.delivered order o-9", change: "order",
        to: "customer c-1 order")
    static let missingField = DiagnosticKind(
        "missing-field", "An event in a test lacks a field that is not optional, so the daemon would reject it.",
        wrong: "test \"late\"\n  at 2026-03-02T10:00Z delivery.delivered customer c-1", change: "c-1",
        to: "c-1 order o-9")
    static let wrongValue = DiagnosticKind(
        "wrong-value", "A value in a test is not of the field's type.",
        wrong: "test \"late\"\n  at 2026-03-02T10:00Z customer.updated customer c-1 born yesterday",
        change: "yesterday",
        to: "1980-03-01")
}

extension Checker {
    /// The event that a test sends; nil if it could not be built.
    mutating func testEvent(
        _ type: Name, _ customer: Name?, _ fields: [TestFieldSyntax], at time: Timestamp, _ range: SourceRange,
        _ clock: TestClock
    ) -> Event? {
        if type.isUnread { return nil }
        guard let index = program.schema.index(of: type.text) else {
            reportUndeclaredType(type)
            return nil
        }
        let event = program.schema.types[index]
        let values = testValues(fields, of: index, hasCustomer: customer != nil, clock)
        guard let customer, !customer.text.string.isEmpty else {
            // `custmer c-1` is reported as a field.
            if fields.contains(where: { nearMiss($0.name.text, among: ["customer"]) != nil }) { return nil }
            report(
                .testWithoutCustomer, "this event does not say whose it is", at: customer?.range ?? type.range,
                help: "write the customer behind the type: \(type.text) customer c-1")
            return nil
        }
        suspect(customer.text, of: "customer", at: customer.range)
        let missing = event.fields.indices.filter { slot in
            !event.fields[slot].isOptional && values[slot] == nil
                && !fields.contains { $0.name.text == event.fields[slot].name && !$0.isZeroTime }
        }
        // A field that is not declared is one that was meant.
        let areFieldsClear = fields.allSatisfy { event.slot(of: $0.name.text) != nil }
        if !missing.isEmpty && areFieldsClear && !clock.isDoubtful && !declared.types.doubtful.contains(index) {
            let names = missing.map { event.fields[$0].name }
            report(
                .missingField, "`\(event.name)` needs \(list(names))", at: type.range,
                help: names.count == 1
                    ? "write the field and a value, or declare it optional"
                    : "write each field and a value, or declare them optional")
        }
        let number = String(clock.events)
        let id = "t-" + String(repeating: "0", count: max(0, 6 - number.utf8.count)) + number
        let identity = EventIdentity(source: "/test", id: Text(id))
        return Event(
            identity: identity, type: index, customer: customer.text, time: time, fields: values)
    }

    private mutating func testValues(
        _ fields: [TestFieldSyntax], of index: Int, hasCustomer: Bool, _ clock: TestClock
    ) -> [Value?] {
        let event = program.schema.types[index]
        var values = [Value?](repeating: nil, count: event.fields.count)
        var seen: Set<Text> = []
        if let sign = fields.first(where: { $0.written.isLoneSign }),
            fields.contains(where: { event.slot(of: $0.name.text) == nil })
        {
            report(
                SyntaxMistake.needless.kind,
                "`\(sign.written)` says nothing here: a field and its value stand side by side",
                at: sign.valueRange, suggestion: "")
            return values
        }
        for field in fields where !field.name.isUnread {
            guard let slot = event.slot(of: field.name.text) else {
                if let time = stepTime(field) {
                    report(
                        SyntaxMistake.badTestTime.kind, "the time of a step stands behind `at`",
                        at: field.name.range.joined(field.valueRange), suggestion: time)
                } else if !declared.types.doubtful.contains(index) {
                    report(
                        .undeclaredField, "`\(event.name)` has no field `\(field.name.text)`", at: field.name.range,
                        help: fieldHelp(EventTypes(index)),
                        suggestion: nearMiss(
                            field.name.text,
                            among: event.fields.map(\.name) + ["happened"] + (hasCustomer ? [] : ["customer"]))?
                            .string)
                }
                continue
            }
            if !seen.insert(field.name.text).inserted {
                reportFieldTwice(field)
                continue
            }
            if declared.types.doubtfulFields.contains(TypedSlot(type: index, slot: slot)) { continue }
            values[slot] = value(of: field, event.fields[slot].type, clock)
        }
        return values
    }

    /// The value of a field in a test: a bare word or a number may stand for a text, `+3d` for a time.
    mutating func value(of field: TestFieldSyntax, _ type: FieldType, _ clock: TestClock) -> Value? {
        switch (type, field.value) {
        case (.text, .literal(.text(let text))): suspect(.text(text), at: field.valueRange)
        case (.text, _): suspect(field.written, of: field.name.text, at: field.valueRange)
        case (_, .literal(let value)): suspect(value, at: field.valueRange)
        default: break
        }
        switch (type, field.value) {
        case (.text, .literal(.text(let text))): return .text(text)
        case (.text, .literal), (.text, .relative), (.text, .local): return .text(field.written)
        case (.text, .word(let word)): return .text(word)
        case (.number, .literal(.number(let number))):
            // In a file it would be rejected.
            guard number.holds(field.written) else {
                report(
                    .wrongValue,
                    "`\(field.name.text)` is a number, and `\(field.written)` is longer than numbers are exact",
                    at: field.valueRange, help: "if it is an id, declare the field as text")
                return nil
            }
            return .number(number)
        case (.boolean, .literal(.boolean(let boolean))): return .boolean(boolean)
        case (.boolean, .word("true")): return .boolean(true)
        case (.boolean, .word("false")): return .boolean(false)
        // In a file it would be missing.
        case (.time, .literal(.time(let time))): return time == .yearOne ? nil : .time(time)
        case (.time, .local(let time)): return .time(time.instant(in: zones.site))
        case (.time, .relative(let span)): return clock.start.map { .time($0 + span) }
        case (.date, .literal(.date(let date))): return .date(date)
        case (.number, _), (.boolean, _), (.time, _), (.date, _):
            let help: String
            switch type {
            case .text, .number: help = "a number is written as 2 or 1.5"
            case .boolean: help = "write true or false"
            case .time:
                help = "a time is written as 2026-03-02T10:00Z, or as +3d, counted from the test's first instant"
            case .date: help = "a date is written as 2026-03-02"
            }
            let meant = field.written.withoutSign.map { "\(field.name.text) \($0)" }
            report(
                .wrongValue, "`\(field.name.text)` is \(ValueType(type).words), and `\(field.written)` is not",
                at: meant == nil ? field.valueRange : field.name.range.joined(field.valueRange), help: help,
                suggestion: meant ?? decimal(field.written, type))
            return nil
        }
    }

    /// `1.5` for `1,5`.
    private func decimal(_ written: Text, _ type: FieldType) -> String? {
        guard type == .number, let number = Double(written.string.replacing(",", with: ".")), number.isFinite else {
            return nil
        }
        return number.shortestDecimal
    }

    /// A field that is no field, but the time of the next step said otherwise: `after 5h`.
    func stepTime(_ field: TestFieldSyntax) -> String? {
        guard ["after", "nach", "later"].contains(field.name.text.string.lowercased()) else { return nil }
        let written = field.written.string
        return TimeSpan(written: written.hasPrefix("+") ? String(written.dropFirst()) : written).map { "at +\($0)" }
    }
}

extension TestFieldSyntax {
    /// Whether its value is the zero of many systems, which is no time.
    fileprivate var isZeroTime: Bool {
        if case .literal(.time(.yearOne)) = value { return true }
        return false
    }
}

extension Double {
    /// Whether it is a whole number as it was written, to the last digit; true if that has a fraction.
    fileprivate func holds(_ written: Text) -> Bool {
        let digits = written.string.drop { $0 == "-" }.drop { $0 == "0" }
        guard digits.utf8.count > 15, digits.utf8.allSatisfy(Letters.isDigit) else { return true }
        return magnitude.shortestDecimal == digits
    }
}
