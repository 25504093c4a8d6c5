public import Events

/// A checked `test` block: its steps in time order as written, with absolute times.
public struct Test: Sendable {
    public var title: Text
    public var range: SourceRange
    public var steps: [TestStep]
    public init(title: Text, range: SourceRange, steps: [TestStep]) {
        self.title = title
        self.range = range
        self.steps = steps
    }
}

public struct TestStep: Sendable {
    public enum Action: Sendable {
        /// An event that arrives at this instant; its own time may be earlier.
        case event(Event)
        case expectNothing
        case expectTask(TestTask)
        case expectWithdrawn(TestTask, because: Text?)
        case expectMissed(TestTask)
        /// What a person answers to the open task.
        case done(TestTask)
        case dismissed(TestTask)
    }
    public var at: Timestamp
    public var action: Action
    public var range: SourceRange
    public init(at: Timestamp, action: Action, range: SourceRange) {
        self.at = at
        self.action = action
        self.range = range
    }
}

/// Which task a step speaks of: every part that is said must fit.
public struct TestTask: Hashable, Sendable {
    /// Index in the program.
    public var rule: Int
    public var customer: Text?
    /// By place in `per`; nil where nothing is said.
    public var key: [Value?]
    public init(rule: Int, customer: Text?, key: [Value?]) {
        self.rule = rule
        self.customer = customer
        self.key = key
    }
}
