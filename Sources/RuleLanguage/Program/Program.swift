public import Events

/// A set of rules that has been checked: every name is resolved, every type fits. The Engine runs this.
public struct Program: Sendable {
    /// The site's time zone; nil is UTC.
    public var zone: Text?
    /// The language's own types first, then the declared ones.
    public var schema: Schema
    public var facts: [Fact]
    /// What the rules call by a name of their own; the rules have it written out.
    public var defines: [Define] = []
    /// In the order of files and lines. Names are unique.
    public var rules: [Rule]
    public var tests: [Test]

    public init(
        zone: Text? = nil, schema: Schema = .language, facts: [Fact] = [], rules: [Rule] = [], tests: [Test] = []
    ) {
        self.zone = zone
        self.schema = schema
        self.facts = facts
        self.rules = rules
        self.tests = tests
    }

    /// `fact customer.zone`, which `yearly` asks for the customer's time zone; nil if it is not declared or no text.
    public var customerZone: Int? { facts.firstIndex { $0.name == "customer.zone" && $0.type == .text } }
}

/// `define contact = …`: a pattern with a name, for telling people what a rule means.
public struct Define: Hashable, Sendable {
    public var name: Text
    public var pattern: Pattern
    public init(name: Text, pattern: Pattern) {
        self.name = name
        self.pattern = pattern
    }
}

/// The latest known value of a field, for a customer or for a key.
public struct Fact: Hashable, Sendable {
    public enum Owner: Hashable, Sendable {
        case customer
        /// The name of the key field.
        case key(Text)
    }

    /// Where a type of event carries the fact: the slot of the value, and of the key (nil for a customer's fact).
    public struct Carrier: Hashable, Sendable {
        public var type: Int
        public var valueSlot: Int
        public var keySlot: Int?
        public init(type: Int, valueSlot: Int, keySlot: Int?) {
            self.type = type
            self.valueSlot = valueSlot
            self.keySlot = keySlot
        }
    }

    /// `customer.tier`, `order.promised_at`
    public var name: Text
    public var owner: Owner
    public var type: FieldType
    public var carriers: [Carrier]

    public init(name: Text, owner: Owner, type: FieldType, carriers: [Carrier]) {
        self.name = name
        self.owner = owner
        self.type = type
        self.carriers = carriers
    }
}

public struct Rule: Sendable {
    public var name: Text
    public var title: Text
    /// The key fields of `per`, in its order; empty for the customer as a whole.
    public var keys: [Text]
    /// For each event type of the schema, the slot of each key field; nil where the type does not declare it.
    public var keySlots: [[Int?]]
    public var trigger: Trigger
    public var unless: [Unless]
    /// `after D`; nil if absent.
    public var after: RuleDuration?
    public var whileConditions: [Expression]
    public var task: TaskTemplate
    public var say: [SayPart]
    public var keep: Bool
    public var again: RuleDuration?
    public var expire: RuleDuration
    /// The name in its declaration.
    public var range: SourceRange
    /// What `as` calls the anchor; the rule has its fields by slot.
    public var alias: Text?

    public init(
        name: Text, title: Text, keys: [Text], keySlots: [[Int?]], trigger: Trigger, unless: [Unless],
        after: RuleDuration?,
        whileConditions: [Expression], task: TaskTemplate, say: [SayPart], keep: Bool, again: RuleDuration?,
        expire: RuleDuration, range: SourceRange
    ) {
        self.name = name
        self.title = title
        self.keys = keys
        self.keySlots = keySlots
        self.trigger = trigger
        self.unless = unless
        self.after = after
        self.whileConditions = whileConditions
        self.task = task
        self.say = say
        self.keep = keep
        self.again = again
        self.expire = expire
        self.range = range
    }

    /// What `expire` is when a rule says nothing: three days.
    public static let defaultExpire = RuleDuration.elapsed(.days(3))
}

/// A length of time in a rule. Business time will be a second case.
public enum RuleDuration: Hashable, Sendable {
    case elapsed(TimeSpan)

    /// The instant this long after `start`.
    public func after(_ start: Timestamp) -> Timestamp {
        switch self {
        case .elapsed(let span): return start + span
        }
    }

    /// The instant this long before `end`.
    public func before(_ end: Timestamp) -> Timestamp {
        switch self {
        case .elapsed(let span): return end - span
        }
    }
}

public enum Trigger: Hashable, Sendable {
    /// `counting` is the window of `when N P within D`, whose counted events are the evidence; its condition is
    /// already part of the pattern.
    case event(mode: TriggerMode, pattern: Pattern, counting: Window?)
    /// Offset before (negative) or after the instant of the fact, which is a time or a date.
    case date(fact: Int, offset: TimeSpan)
    /// Minutes after midnight, 540 if the rule says nothing.
    case yearly(fact: Int, minuteOfDay: Int)
}

/// What an event may match: it does if one alternative of its type has no condition or a true one.
public struct Pattern: Hashable, Sendable {
    public struct Alternative: Hashable, Sendable {
        /// Index in the schema.
        public var type: Int
        public var condition: Expression?
        public init(type: Int, condition: Expression?) {
            self.type = type
            self.condition = condition
        }
    }
    public var alternatives: [Alternative]
    public init(alternatives: [Alternative]) { self.alternatives = alternatives }
}

public struct Unless: Hashable, Sendable {
    public var pattern: Pattern
    public var strictly: Bool
    /// T: the window ends this long after the anchor. Zero for a date trigger that says nothing.
    public var within: RuleDuration
    /// L: the window begins this long before the anchor; nil is the whole past.
    public var lookingBack: RuleDuration?
    public init(pattern: Pattern, strictly: Bool, within: RuleDuration, lookingBack: RuleDuration?) {
        self.pattern = pattern
        self.strictly = strictly
        self.within = within
        self.lookingBack = lookingBack
    }
}

public enum TaskClass: String, CaseIterable, Hashable, Sendable { case recovery, relationship }

/// From the least to the most urgent.
public enum Priority: String, CaseIterable, Hashable, Sendable { case low, normal, high, urgent }

public struct TaskTemplate: Hashable, Sendable {
    public var taskClass: TaskClass
    public var queue: Text
    public var priority: Priority
    public var due: RuleDuration?
    public init(taskClass: TaskClass, queue: Text, priority: Priority, due: RuleDuration?) {
        self.taskClass = taskClass
        self.queue = queue
        self.priority = priority
        self.due = due
    }
}

public enum SayPart: Hashable, Sendable {
    case text(Text)
    case expression(Expression)
}

/// An expression whose names are slots. A boolean that is unknown is missing (nil).
public indirect enum Expression: Hashable, Sendable {
    case literal(Value)
    /// A field that the event matched cannot have.
    case missing
    /// A field of the event matched, by slot.
    case field(Int)
    /// `event.id`, `.source`, `.type`, `.time` of the event matched.
    case envelope(EnvelopeField)
    /// `alias.field`: a field of the anchor, whose type is one of these.
    case anchorField([TypedSlot])
    /// `customer.id`
    case customerID
    /// `<key>.id`: the instance's key, by its place in `per`.
    case key(Int)
    /// By index in the program; the place of its key in `per`, nil for a customer's fact.
    case fact(Int, key: Int?)
    case not(Expression)
    case negative(Expression)
    case binary(BinaryOperator, Expression, Expression)
    case isIn(Expression, [Expression])
    case isMissing(Expression)
    case isPresent(Expression)
    case window(Window)
}

public enum EnvelopeField: String, CaseIterable, Hashable, Sendable { case id, source, type, time }

/// The slot of a field in one event type.
public struct TypedSlot: Hashable, Sendable {
    public var type: Int
    public var slot: Int
    public init(type: Int, slot: Int) {
        self.type = type
        self.slot = slot
    }
}

/// A window function: looks at the joined events of `pattern` in [t - within, t].
public struct Window: Hashable, Sendable {
    public var function: WindowFunction
    public var pattern: Pattern
    /// The field that it reads, for each type that has it; empty for `seen` and `count`.
    public var field: [TypedSlot]
    public var within: RuleDuration
    public init(function: WindowFunction, pattern: Pattern, field: [TypedSlot], within: RuleDuration) {
        self.function = function
        self.pattern = pattern
        self.field = field
        self.within = within
    }
}
