package import Events

/// What became of one event of a file.
package enum ReadOutcome: Sendable {
    /// A good event of a declared type.
    case event(Event)
    /// A good event of a declared type about which the fold does not ask: checked like any other, and passed over.
    case passed(source: Text, time: Timestamp)
    /// A good envelope of a type that no rule file declares: accepted, and no rule sees it.
    case undeclared(type: Text, source: Text, time: Timestamp)
    indirect case rejected(Rejection)
}
