package import Events

/// Something that is counted for `status`.
package struct Counter: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// `files`, `accepted`, `duplicate`, `too-late` (of the accepted), `settled` (those that are not kept any more)
        case input
        /// Rejected events, and whole files, by the code of the reason.
        case rejected
        /// Events of types that no rule file declared when they came, by type: `accepted`.
        case undeclared
        /// Events that give their customer a time zone that is none, by its name: `unknown`.
        case zone
        /// Events of declared types, by type: `accepted`, `duplicate`, `conflict`.
        case type
        /// Answers of people to tasks, by type of event: `no-task`, where it names none of its customer.
        case answer
        /// Changes of tasks: `opened`, `held`, `held-out`, `escalated`, `withdrawn`, `done`, `dismissed`, `missed`,
        /// `updated`.
        case tasks
        /// The same, by rule.
        case rule
        /// Episodes by rule: `armed`, `satisfied`, `lapsed` and the other outcomes.
        case episode
    }
    /// What is counted.
    package var kind: Kind
    /// What became of it, one of the words that the kind names.
    package var name: Text
    /// The rule or the type of event; empty where all count together.
    package var subject: Text

    package init(_ kind: Kind, _ name: Text, of subject: Text = "") {
        self.kind = kind
        self.name = name
        self.subject = subject
    }
}
