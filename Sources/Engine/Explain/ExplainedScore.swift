package import Events

/// How a score of the customer went.
package struct ExplainedScore: Hashable, Sendable {
    /// An event that added something.
    package struct Move: Hashable, Sendable {
        package var event: EventIdentity
        package var time: Timestamp
        /// In the site's zone: `2026-03-02 14:00`.
        package var clock: String
        package var type: Text
        /// What it added, of all lines together, and the value with all events of its instant, read rounded; nil if that
        /// is not finite.
        package var added: Double
        package var value: Double?
    }

    package var name: Text
    /// As of the time of the explanation, read rounded; nil if it is not finite.
    package var value: Double?
    /// From the first move to the time of the explanation, one letter for each of as many equal times.
    package var drawing: String
    /// What moved it, in time order.
    package var moves: [Move]

    /// The value, the drawing and the latest of what moved it, on one line.
    package var line: String {
        let shown = moves.suffix(6).map {
            "\($0.added < 0 ? "" : "+")\($0.added.shortestDecimal) \($0.type) \($0.clock)"
        }
        let earlier = moves.count - shown.count
        let before = earlier > 0 ? "\(earlier) earlier, " : ""
        return
            "\(value.map { $0.shortestDecimal } ?? "(unknown)")  \(drawing)  \(before)\(shown.joined(separator: ", "))"
    }
}
