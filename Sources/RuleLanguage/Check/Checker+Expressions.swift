import Events

extension DiagnosticKind {
    static let ofExpressions = [unlikeTypes, wrongType]

    static let unlikeTypes = DiagnosticKind(
        "unlike-types", "Values of different types are compared or computed with, which has no meaning.",
        wrong: rule("when delivery.delayed where days >= \"2\""), change: "\"2\"", to: "2")
    static let wrongType = DiagnosticKind(
        "wrong-type", "An operator or a function is used on a value that it is not made for.",
        wrong: rule("when delivery.delayed where carrier > \"dhl\""), change: ">", to: "!=")
}

extension Checker {
    /// Resolves names and types of an expression.
    /// - Parameter partner: the type of what it is compared with, if that is known; it makes a better message.
    mutating func expression(
        _ syntax: ExpressionSyntax, in scope: Scope, comparedWith partner: ValueType? = nil
    ) -> Typed {
        guard spend(scope.width, at: syntax.range) else { return .unknown(in: scope) }
        work.depth += 1
        defer { work.depth -= 1 }
        switch syntax {
        case .literal(let value, let range):
            suspect(value, at: range)
            return Typed(ValueType(value), .literal(value), in: scope)
        case .name(let name):
            return resolve(name, in: scope, comparedWith: partner)
        case .not(let operand, _):
            return boolean(operand, word: "not", in: scope).map(.boolean) { .not($0) }
        case .negative(let operand, _):
            let value = expression(operand, in: scope)
            if let type = value.type, type != .number, type != .duration {
                reportWrongType(operand, type, "the sign `-`", takes: "numbers and durations")
                return .unknown(in: scope)
            }
            return value.map(value.type) { .negative($0) }
        case .binary(let op, let left, let right, let range):
            return binary(op, left, right, at: range, in: scope)
        case .isIn(let operand, let list, _):
            return membership(operand, list, in: scope)
        case .isMissing(let operand, _):
            return expression(operand, in: scope).map(.boolean) { .isMissing($0) }
        case .isPresent(let operand, _):
            return expression(operand, in: scope).map(.boolean) { .isPresent($0) }
        case .window(let window):
            if refusesWindow(window, in: scope) { return .unknown(in: scope) }
            return self.window(window, in: scope)
        case .lookup(let lookup):
            return self.lookup(lookup, in: scope)
        case .choice(let value, if: let condition, otherwise: let other):
            return choice(value, condition, other, in: scope)
        case .otherwise(let value, let other): return otherwise(value, other, in: scope)
        case .rounded(let value, let digits, _): return rounded(value, digits, in: scope)
        case .now: return Typed(.time, .now, in: scope)
        case .previous(let name, let range): return previous(name, at: range, in: scope)
        case .invalid:
            return .unknown(in: scope)
        }
    }

    private mutating func binary(
        _ op: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax, at range: SourceRange,
        in scope: Scope
    ) -> Typed {
        switch op {
        case .or, .and:
            if let list = valuesWithoutList(op, left, right, in: scope) { return list }
            let a = boolean(left, word: op.rawValue, in: scope)
            let b = boolean(right, word: op.rawValue, in: scope)
            return join(op, .boolean, a, b)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            if let missing = comparisonWithNothing(op, left, right, at: range, in: scope) { return missing }
            if let values = right.joinedValues, op == .equal || op == .notEqual {
                return compareWithList(
                    left, values, isNegated: op == .notEqual, at: left.range.joined(right.range), in: scope)
            }
            let (x, y) = pair(left, right, in: scope)
            let (a, b) = withDaysStarted(x, y)
            if op != .equal && op != .notEqual {
                for (side, syntax) in [(a, left), (b, right)] {
                    guard let type = side.type, !type.isOrdered else { continue }
                    // Unlike and unordered is one mistake.
                    if a.type != nil, b.type != nil, a.type != b.type { break }
                    reportWrongType(syntax, type, "`\(op.rawValue)`", takes: "numbers, times, dates and durations")
                    return join(op, .boolean, a, b)
                }
            }
            requireAlike(left, a.type, right, b.type, verb: "compare")
            checkTaskNames(left, right, in: scope)
            checkStageNames(a, left, b, right)
            return join(op, .boolean, a, b)
        case .contains:
            let a = expression(left, in: scope)
            let b = expression(right, in: scope, comparedWith: left.isLiteral ? nil : a.type)
            for (side, syntax) in [(a, left), (b, right)] {
                guard let type = side.type, type != .text else { continue }
                reportWrongType(syntax, type, "`contains`", takes: "texts")
                break
            }
            return join(op, .boolean, a, b)
        case .plus, .minus:
            let (a, b) = withDaysComputed(expression(left, in: scope), expression(right, in: scope))
            // The program knows only time + duration.
            if op == .plus, a.type == .duration, b.type == .time { return join(op, .time, b, a) }
            return join(op, arithmetic(op, left, a.type, right, b.type), a, b)
        case .times, .divided:
            let a = expression(left, in: scope)
            let b = expression(right, in: scope)
            return join(op, arithmetic(op, left, a.type, right, b.type), a, b)
        }
    }

    /// Both sides of a comparison; a word that is no field is explained by the field on the other side.
    private mutating func pair(
        _ left: ExpressionSyntax, _ right: ExpressionSyntax, in scope: Scope
    ) -> (Typed, Typed) {
        let a = expression(left, in: scope)
        return (a, expression(right, in: scope, comparedWith: left.isLiteral ? nil : a.type ?? .text))
    }

    private func join(_ op: BinaryOperator, _ type: ValueType?, _ a: Typed, _ b: Typed) -> Typed {
        Typed(type, zip(a.each, b.each).map { .binary(op, $0, $1) })
    }

    mutating func boolean(_ syntax: ExpressionSyntax, word: String, in scope: Scope) -> Typed {
        let value = expression(syntax, in: scope)
        if let type = value.type, type != .boolean {
            reportWrongType(syntax, type, "`\(word)`", takes: "conditions that are true or false")
        }
        return value
    }

    private mutating func membership(_ operand: ExpressionSyntax, _ list: [ExpressionSyntax], in scope: Scope) -> Typed
    {
        var value = expression(operand, in: scope)
        var elements: [Typed] = []
        var parts: [ExpressionSyntax] = []
        for element in list { parts += separated(element) }
        for element in parts {
            var resolved = expression(element, in: scope, comparedWith: operand.isLiteral ? nil : value.type)
            (value, resolved) = withDaysStarted(value, resolved)
            requireAlike(operand, value.type, element, resolved.type, verb: "compare")
            checkTaskNames(operand, element, in: scope)
            checkStageNames(value, operand, resolved, element)
            elements.append(resolved)
        }
        if value.type == .time { elements = elements.map { withDaysStarted(value, $0).1 } }
        let each = value.each.indices.map { form in
            Expression.isIn(value.each[form], elements.map { $0.each[form] })
        }
        return Typed(.boolean, each)
    }

    /// The type of a sum, difference, product or quotient; nil with a message if there is none.
    private mutating func arithmetic(
        _ op: BinaryOperator, _ left: ExpressionSyntax, _ a: ValueType?, _ right: ExpressionSyntax, _ b: ValueType?
    ) -> ValueType? {
        let (takes, canStand): (String, (ValueType) -> Bool)
        if op == .times || op == .divided {
            (takes, canStand) = ("numbers and durations", { $0 == .number || $0 == .duration })
        } else {
            (takes, canStand) = (
                "numbers, times, dates and durations",
                { $0 == .number || $0 == .time || $0 == .duration || $0 == .date }
            )
        }
        for (type, syntax) in [(a, left), (b, right)] {
            guard let type, !canStand(type) else { continue }
            reportWrongType(syntax, type, "`\(op.rawValue)`", takes: takes)
            return nil
        }
        guard let a, let b else { return nil }
        switch (op, a, b) {
        case (_, .number, .number): return .number
        case (.plus, .duration, .duration), (.minus, .duration, .duration): return .duration
        case (.times, .duration, .number), (.times, .number, .duration), (.divided, .duration, .number):
            return .duration
        case (.divided, .duration, .duration): return .number
        case (_, .time, .duration): return .time
        case (.minus, .time, .time): return .duration
        default:
            let help: String
            switch (a, b) {
            case (.duration, .time): help = "a time minus a duration is a time; a duration minus a time is nothing"
            case (.time, .time): help = "a time minus a time is a duration; two times have no sum"
            case (.duration, .duration):
                help = "a duration times a number is a duration; two of them have no product"
            case (.number, .duration) where op == .divided:
                help = "a duration over a number is a duration, and over a duration a number"
            default: help = "a number has no unit; a duration is written as 2h or 3d"
            }
            let verb: String
            switch op {
            case .plus: verb = "add"
            case .times: verb = "multiply"
            case .divided: verb = "divide"
            default: verb = "subtract"
            }
            reportUnlike(left, a, right, b, verb: verb, help: help)
            return nil
        }
    }

    mutating func reportWrongType(
        _ syntax: ExpressionSyntax, _ type: ValueType, _ user: String, takes: String
    ) {
        let said = words(syntax.range).map { "`\($0)` is" } ?? "this is"
        report(
            .wrongType, "\(said) \(type.words), and \(user) takes \(takes)", at: syntax.range,
            help: wrongTypeHelp(syntax)
                ?? (user == "`or`" ? "what stands for a missing value is said by `else`: x else 0" : nil))
    }

    private func wrongTypeHelp(_ syntax: ExpressionSyntax) -> String? {
        guard case .literal(.text(let text), _) = syntax, Double(text.string) != nil else { return nil }
        return "a number is written without quotes"
    }

    private mutating func requireAlike(
        _ left: ExpressionSyntax, _ a: ValueType?, _ right: ExpressionSyntax, _ b: ValueType?, verb: String
    ) {
        guard let a, let b, a != b else { return }
        reportUnlike(left, a, right, b, verb: verb, help: nil)
    }

    private mutating func reportUnlike(
        _ left: ExpressionSyntax, _ a: ValueType, _ right: ExpressionSyntax, _ b: ValueType, verb: String, help: String?
    ) {
        func said(_ syntax: ExpressionSyntax, _ type: ValueType) -> String {
            words(syntax.range).map { "`\($0)` (\(type.words))" } ?? type.words
        }
        let joint = ["add": "to", "subtract": "from", "multiply": "by", "divide": "by"][verb] ?? "with"
        let (x, y) =
            ["compare", "multiply", "divide"].contains(verb)
            ? (said(left, a), said(right, b)) : (said(right, b), said(left, a))
        let message = "cannot \(verb) \(x) \(joint) \(y)"
        // The words to change are the literal's, if it can be written as the type of the other side.
        for (literal, wanted) in [(right, a), (left, b)] where verb != "multiply" && verb != "divide" {
            if let mend = rewritten(literal, as: wanted) {
                report(.unlikeTypes, message, at: literal.range, help: help ?? mend.help, suggestion: mend.text)
                return
            }
        }
        let pair = Set([a, b])
        let why: String?
        if pair == [.time, .duration] || pair == [.date, .duration] {
            why = "a duration is a length of time; a time minus a time is one"
        } else {
            why = nil
        }
        report(.unlikeTypes, message, at: left.range.joined(right.range), help: help ?? why)
    }

    /// How a literal would be written as another type; nil if it cannot.
    func rewritten(_ syntax: ExpressionSyntax, as type: ValueType) -> (text: String, help: String)? {
        guard case .literal(let value, let range) = syntax else { return nil }
        switch (value, type) {
        case (.text(let text), .number):
            guard let number = Double(text.string), number.isFinite else { return nil }
            return (number.shortestDecimal, "a number is written without quotes")
        case (.text(let text), .boolean) where text == "true" || text == "false":
            return (text.string, "true and false are written without quotes")
        case (.text(let text), .date):
            return CalendarDate(text).map { ($0.description, "a date is written without quotes") }
        case (.text(let text), .time):
            guard case .success = Timestamp.parse(text, secondsOptional: true) else { return nil }
            return (text.string, "a time is written without quotes")
        case (.number, .text), (.boolean, .text), (.date, .text), (.time, .text), (.duration, .text):
            return words(range).map { ("\"\($0)\"", "a text stands in quotes") }
        case (.number(let number), .duration) where number > 0 && number == number.rounded():
            return ("\(number.shortestDecimal)d", "a duration has a unit: min, h, d or w")
        default:
            return nil
        }
    }
}

extension ExpressionSyntax {
    fileprivate var isLiteral: Bool {
        if case .literal = self { return true }
        return false
    }
}
