/// What an event may match: it does if one alternative of its type has no condition or a true one.
package struct Pattern: Hashable, Sendable {
    package struct Alternative: Hashable, Sendable {
        /// Index in the schema.
        package var type: Int
        package var condition: Expression?
        package init(type: Int, condition: Expression?) {
            self.type = type
            self.condition = condition
        }
    }
    package var alternatives: [Alternative]
    package init(alternatives: [Alternative]) { self.alternatives = alternatives }
}
