package import Events

/// A checked `test` block: its steps in time order as written, with absolute times.
package struct Test: Sendable {
    package var title: Text
    package var range: SourceRange
    package var steps: [TestStep]
    package init(title: Text, range: SourceRange, steps: [TestStep]) {
        self.title = title
        self.range = range
        self.steps = steps
    }
}
