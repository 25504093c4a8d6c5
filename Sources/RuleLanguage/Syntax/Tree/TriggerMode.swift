package enum TriggerMode: String, CaseIterable, Hashable, Sendable {
    case first, latest, each
}
