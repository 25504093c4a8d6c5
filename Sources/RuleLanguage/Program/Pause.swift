/// `pause from P until Q`: while it is paused, the waits of a rule do not count.
package struct Pause: Hashable, Sendable {
    package var from: Pattern
    package var until: Pattern
    package init(from: Pattern, until: Pattern) {
        self.from = from
        self.until = until
    }
}
