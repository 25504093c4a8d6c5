public import Events

/// One file as its author wrote it: nothing is resolved, positions and comments are kept.
///
/// A name that could not be read is in the tree as a `Name` with an empty text; the mistake is reported already.
public struct SyntaxFile: Sendable {
    public var declarations: [Declaration] = []
    /// In the order of the file.
    public var comments: [Comment] = []
    public init() {}
}

/// From `#` to the end of the line, without the line end.
public struct Comment: Hashable, Sendable {
    public let text: String
    public let range: SourceRange
    public init(text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}

public enum Declaration: Sendable {
    case zone(ZoneDeclaration)
    case event(EventDeclaration)
    case define(DefineDeclaration)
    case fact(FactDeclaration)
    case rule(RuleDeclaration)
    case test(TestDeclaration)
}

/// `zone Europe/London`
public struct ZoneDeclaration: Sendable {
    public var range: SourceRange
    public var name: Name
    public init(range: SourceRange, name: Name) {
        self.range = range
        self.name = name
    }
}

/// `event order.placed  order text  value number optional`
public struct EventDeclaration: Sendable {
    public var range: SourceRange
    public var type: Name
    public var fields: [FieldDeclaration]
    /// Whether a part of it could not be read, which is reported already: what seems to be missing may have been there.
    public var hasMistakes = false
    public init(range: SourceRange, type: Name, fields: [FieldDeclaration]) {
        self.range = range
        self.type = type
        self.fields = fields
    }
}

public struct FieldDeclaration: Sendable {
    public var name: Name
    public var type: FieldType
    public var isOptional: Bool
    /// From the name to the type or `optional`.
    public var range: SourceRange
    public init(name: Name, type: FieldType, isOptional: Bool, range: SourceRange) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
        self.range = range
    }
}

/// `define contact = call.completed or email.sent`
public struct DefineDeclaration: Sendable {
    public var range: SourceRange
    public var name: Name
    public var pattern: PatternSyntax
    public init(range: SourceRange, name: Name, pattern: PatternSyntax) {
        self.range = range
        self.name = name
        self.pattern = pattern
    }
}

/// `fact order.promised_at = promised_at of order.placed, order.amended`
public struct FactDeclaration: Sendable {
    public var range: SourceRange
    public var name: Name
    public var field: Name
    public var types: [Name]
    public init(range: SourceRange, name: Name, field: Name, types: [Name]) {
        self.range = range
        self.name = name
        self.field = field
        self.types = types
    }
}

public struct RuleDeclaration: Sendable {
    public var range: SourceRange
    public var name: Name
    /// The text after the name; nil if the author left it out.
    public var title: TextLiteral?
    /// In the order written.
    public var clauses: [Clause]
    /// Whether a part of it could not be read, which is reported already: what seems to be missing may have been there.
    public var hasMistakes = false
    public init(range: SourceRange, name: Name, title: TextLiteral?, clauses: [Clause]) {
        self.range = range
        self.name = name
        self.title = title
        self.clauses = clauses
    }
}

public struct TextLiteral: Sendable {
    /// Unescaped.
    public var text: Text
    public var range: SourceRange
    public init(text: Text, range: SourceRange) {
        self.text = text
        self.range = range
    }
}

public struct DurationLiteral: Hashable, Sendable {
    public var span: TimeSpan
    public var range: SourceRange
    public init(span: TimeSpan, range: SourceRange) {
        self.span = span
        self.range = range
    }
}

public struct NumberLiteral: Hashable, Sendable {
    public var value: Double
    public var range: SourceRange
    public init(value: Double, range: SourceRange) {
        self.value = value
        self.range = range
    }
}

/// One clause of a rule; `range` covers it from its keyword to its last word.
public struct Clause: Sendable {
    public enum Kind: Sendable {
        case per([Name])
        case when(WhenSyntax)
        case unless(UnlessSyntax)
        case after(DurationLiteral)
        case `while`(ExpressionSyntax)
        case task(TaskSyntax)
        case say(TemplateSyntax)
        case keep
        case again(DurationLiteral)
        case expire(DurationLiteral)
    }
    public var kind: Kind
    public var range: SourceRange
    public init(kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

public enum TriggerMode: String, CaseIterable, Hashable, Sendable {
    case first, latest, each
}

public enum WhenSyntax: Sendable {
    /// `when [mode] P [as A] [where C]`; the condition is part of the pattern.
    case event(mode: TriggerMode?, modeRange: SourceRange?, pattern: PatternSyntax, alias: Name?)
    /// `when [mode] N P within D [across M F] [as A]`
    case counting(
        mode: TriggerMode?, modeRange: SourceRange?, count: NumberLiteral, pattern: PatternSyntax,
        within: DurationLiteral,
        across: Across?, alias: Name?)
    /// `when D before FACT`, `when D after FACT`, `when at FACT`
    case date(DateDirection, offset: DurationLiteral?, fact: Name)
    /// `when yearly on FACT [at HH:MM]`; minutes after midnight, nil if nothing is said.
    case yearly(fact: Name, minuteOfDay: Int?)

    public struct Across: Sendable {
        public var count: NumberLiteral
        public var field: Name
        public init(count: NumberLiteral, field: Name) {
            self.count = count
            self.field = field
        }
    }
}

public enum DateDirection: String, Sendable { case before, after, at }

public struct UnlessSyntax: Sendable {
    public var strictly: SourceRange?
    public var pattern: PatternSyntax
    public var within: DurationLiteral?
    public var lookingBack: DurationLiteral?
    public init(strictly: SourceRange?, pattern: PatternSyntax, within: DurationLiteral?, lookingBack: DurationLiteral?)
    {
        self.strictly = strictly
        self.pattern = pattern
        self.within = within
        self.lookingBack = lookingBack
    }
}

public struct TaskSyntax: Sendable {
    /// As written; the checker knows the classes and priorities.
    public var taskClass: Name
    public var queue: Name
    public var priority: Name?
    public var due: DurationLiteral?
    public init(taskClass: Name, queue: Name, priority: Name?, due: DurationLiteral?) {
        self.taskClass = taskClass
        self.queue = queue
        self.priority = priority
        self.due = due
    }
}

/// A text with expressions in braces.
public struct TemplateSyntax: Sendable {
    public enum Part: Sendable {
        /// Unescaped.
        case text(Text)
        case expression(ExpressionSyntax)
    }
    public var parts: [Part]
    public var range: SourceRange
    public init(parts: [Part], range: SourceRange) {
        self.parts = parts
        self.range = range
    }
}

/// `P`: an event type, a defined name, alternatives, and a condition on them.
public indirect enum PatternSyntax: Sendable {
    /// With a dot an event type, without a defined name.
    case name(Name)
    /// Two or more.
    case or([PatternSyntax], SourceRange)
    case `where`(PatternSyntax, ExpressionSyntax, SourceRange)
    /// What stands where a pattern could not be read; the mistake is reported already.
    case invalid(SourceRange)

    public var range: SourceRange {
        switch self {
        case .name(let name): return name.range
        case .or(_, let range), .where(_, _, let range), .invalid(let range): return range
        }
    }
}

public indirect enum ExpressionSyntax: Sendable {
    case literal(Value, SourceRange)
    /// A bare field, `alias.field`, `event.id`, `customer.x`, `<key>.x`.
    case name(Name)
    case not(ExpressionSyntax, SourceRange)
    case negative(ExpressionSyntax, SourceRange)
    case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax, operatorRange: SourceRange)
    case isIn(ExpressionSyntax, [ExpressionSyntax], SourceRange)
    case isMissing(ExpressionSyntax, SourceRange)
    case isPresent(ExpressionSyntax, SourceRange)
    case window(WindowSyntax)
    /// What stands where an expression could not be read; the mistake is reported already.
    case invalid(SourceRange)

    public var range: SourceRange {
        switch self {
        case .literal(_, let range), .not(_, let range), .negative(_, let range), .isIn(_, _, let range),
            .isMissing(_, let range), .isPresent(_, let range), .invalid(let range):
            return range
        case .name(let name): return name.range
        case .binary(_, let left, let right, _): return left.range.joined(right.range)
        case .window(let window): return window.range
        }
    }
}

public enum BinaryOperator: String, CaseIterable, Hashable, Sendable {
    case or, and
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
}

public enum WindowFunction: String, CaseIterable, Hashable, Sendable {
    case seen, count, distinct, sum, average, min, max

    /// Whether it reads a field: `sum F of P within D` against `count P within D`.
    public var readsField: Bool {
        switch self {
        case .seen, .count: return false
        case .distinct, .sum, .average, .min, .max: return true
        }
    }
}

/// `count P within D`, `sum F of P within D`
public struct WindowSyntax: Sendable {
    public var function: WindowFunction
    public var field: Name?
    public var pattern: PatternSyntax
    public var within: DurationLiteral
    public var range: SourceRange
    public init(
        function: WindowFunction, field: Name?, pattern: PatternSyntax, within: DurationLiteral, range: SourceRange
    ) {
        self.function = function
        self.field = field
        self.pattern = pattern
        self.within = within
        self.range = range
    }
}

/// `test "…"` and its steps.
public struct TestDeclaration: Sendable {
    public var range: SourceRange
    public var title: TextLiteral
    public var steps: [TestStepSyntax]
    /// Whether a part of it could not be read, which is reported already: what seems to be missing may have been there.
    public var hasMistakes = false
    public init(range: SourceRange, title: TextLiteral, steps: [TestStepSyntax]) {
        self.range = range
        self.title = title
        self.steps = steps
    }
}

/// An instant in a test: absolute, or counted from the test's first instant.
public enum TestTimeSyntax: Sendable {
    case absolute(Timestamp, SourceRange)
    case relative(DurationLiteral)
}

public struct TestStepSyntax: Sendable {
    public enum Action: Sendable {
        case event(type: Name, customer: Name?, fields: [TestFieldSyntax], happened: TestTimeSyntax?)
        case expectNothing
        case expectTask(TestTaskSyntax)
        case expectWithdrawn(TestTaskSyntax, because: Name?)
        case expectMissed(TestTaskSyntax)
        case done(TestTaskSyntax)
        case dismissed(TestTaskSyntax)
    }
    /// Nil if the step stands at the instant of the one before.
    public var at: TestTimeSyntax?
    public var action: Action
    public var range: SourceRange
    public init(at: TestTimeSyntax?, action: Action, range: SourceRange) {
        self.at = at
        self.action = action
        self.range = range
    }
}

/// `late-not-told customer c-1 order o-9`
public struct TestTaskSyntax: Sendable {
    public var rule: Name
    public var customer: Name?
    public var fields: [TestFieldSyntax]
    public init(rule: Name, customer: Name?, fields: [TestFieldSyntax]) {
        self.rule = rule
        self.customer = customer
        self.fields = fields
    }
}

/// `days 2`: a name and a value. A bare word or a number may stand for a text.
public struct TestFieldSyntax: Sendable {
    public enum Value: Sendable {
        case literal(Events.Value)
        /// Bare: a text, or `true`, `false` where the field is a boolean.
        case word(Text)
        /// `+3d`, for a time, from the test's first instant.
        case relative(TimeSpan)
    }
    public var name: Name
    public var value: Value
    public var valueRange: SourceRange
    /// The value as it stands in the source, for a text field.
    public var written: Text
    public init(name: Name, value: Value, valueRange: SourceRange, written: Text) {
        self.name = name
        self.value = value
        self.valueRange = valueRange
        self.written = written
    }
}
