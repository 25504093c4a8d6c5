package import Events

/// `define contact = …`: a pattern with a name, for telling people what a rule means.
package struct Define: Hashable, Sendable {
    package var name: Text
    package var pattern: Pattern
    package init(name: Text, pattern: Pattern) {
        self.name = name
        self.pattern = pattern
    }
}
