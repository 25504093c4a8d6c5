/// Events of the last quarter of an hour, in pieces of ten seconds. Times are seconds of any clock that does not go back.
struct EventRate: Sendable {
    private static let piece = 10.0
    private static let piecesKept = 90

    private var pieces: [(number: Int, events: Int)] = []
    private let began: Double

    init(began: Double) { self.began = began }

    mutating func note(_ events: Int, at now: Double) {
        let number = Int(now / Self.piece)
        if let last = pieces.indices.last, pieces[last].number == number {
            pieces[last].events += events
        } else {
            pieces.append((number, events))
        }
        pieces.removeAll { $0.number <= number - Self.piecesKept }
    }

    /// In a second, on average over the last `span` seconds, or since the beginning if that is shorter ago.
    func perSecond(over span: Double, at now: Double) -> Double {
        let first = Int((now - span) / Self.piece)
        let events = pieces.reduce(0) { $1.number > first ? $0 + $1.events : $0 }
        let rate = Double(events) / max(1, min(span, now - began))
        return (rate * 100).rounded() / 100
    }
}
