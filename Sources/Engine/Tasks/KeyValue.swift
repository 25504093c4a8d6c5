package import Events
import RuleLanguage

/// A key field and its value.
package struct KeyValue: Hashable, Sendable {
    package var name: Text
    package var value: Value
    package init(name: Text, value: Value) {
        self.name = name
        self.value = value
    }
}
