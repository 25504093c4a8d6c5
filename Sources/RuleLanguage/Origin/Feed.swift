package import Events

/// A program that brings events, known by what their sources begin with.
package struct Feed: Hashable, Sendable {
    package let name: Text
    package let prefixes: [Text]
    /// The names of the types that it brings, all of them declared.
    package let types: [Text]
    /// How long it may be silent when all is well.
    package let every: RuleDuration
    /// How long its silence may hold what people wait for.
    package let hold: RuleDuration
    /// Of whom its events are believed; none: of everybody.
    package let owners: [Owner]

    /// What `hold` is if nothing is said.
    package static let usualHold = TimeSpan.hours(6)

    package init(
        name: Text, prefixes: [Text], types: [Text], every: RuleDuration, hold: RuleDuration = .elapsed(usualHold),
        owners: [Owner] = []
    ) {
        self.name = name
        self.prefixes = prefixes
        self.types = types
        self.every = every
        self.hold = hold
        self.owners = owners
    }
}
