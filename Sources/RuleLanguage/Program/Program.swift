package import Events

/// A set of rules that has been checked: every name is resolved, every type fits. The Engine runs this.
package struct Program: Sendable {
    /// The site's time zone; nil is UTC.
    package var zone: Text?
    /// The language's own types first, then the declared ones in the order of their names.
    package var schema: Schema
    /// In the order of their names.
    package var facts: [Fact]
    /// In the order of their names; facts name them by their place.
    package var scores: [Score] = []
    /// In the order of their names; facts name them by their place.
    package var journeys: [Journey] = []
    /// In the order of their names.
    package var tables: [Table] = []
    /// What the rules call by a name of their own; the rules have it written out.
    package var defines = Defines()
    /// Where events come from and who may say them. Not in the canonical form: it changes no verdict of the events that
    /// count.
    package var origin = Origin()
    /// In the order of their names; durations name them by their place.
    package var calendars: [WorkCalendar] = []
    /// In the order of paths and lines.
    package var routes: [Route] = []
    package var gates = GateDeclarations()
    /// By what tasks are judged afterwards, in the order of their names, which are unique. In no canonical form that a
    /// fingerprint hashes: it changes no verdict and no task.
    package var outcomes: [Outcome] = []
    package var touches = Touches()
    /// In the order of their names, which are unique; `rulesAsWritten` is the author's order.
    package var rules: [Rule]
    package var tests: [Test]

    package init(
        zone: Text? = nil, schema: Schema = .language, facts: [Fact] = [], rules: [Rule] = [], tests: [Test] = []
    ) {
        self.zone = zone
        self.schema = schema
        self.facts = facts
        self.rules = rules
        self.tests = tests
    }

    /// `fact customer.zone`, which `yearly` asks for the customer's time zone; nil if it is not declared or no text.
    package var customerZone: Int? { facts.firstIndex { $0.name == "customer.zone" && $0.type == .text } }
}
