/// The types that a declared field may have.
package enum FieldType: String, CaseIterable, Sendable {
    case text, number, boolean, time, date
}
