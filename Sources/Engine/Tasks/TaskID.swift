package import Events
import RuleLanguage

/// The name of a task: 128 bits of a hash of rule, customer, key and anchor, as 32 lower-case hexadecimal digits.
package struct TaskID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: Text
    package init(_ text: Text) { self.text = text }
    package static func < (a: TaskID, b: TaskID) -> Bool { a.text < b.text }
    package var description: String { text.string }
}
