/// A place in a source for a person: both count from 1, columns in Unicode scalars.
package struct LineAndColumn: Hashable, Sendable {
    package var line: Int
    package var column: Int
}
