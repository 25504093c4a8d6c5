import Events

package enum WindowFunction: String, CaseIterable, Hashable, Sendable {
    case seen, count, distinct, sum, average, min, max

    /// Whether it reads a field: `sum F of P within D` against `count P within D`.
    package var readsField: Bool {
        switch self {
        case .seen, .count: return false
        case .distinct, .sum, .average, .min, .max: return true
        }
    }
}
