/// Which of the varied values no other beats.
extension BacktestFigures {
    /// Marks in each row and outcome, in the first half, each value that no other equals in both precision and recall and
    /// beats in one, by tasks. One without precision or recall is not marked, and beats nobody.
    mutating func markUnbeaten() {
        guard let first = runs.first else { return }
        for row in first.whole.rows.indices {
            for outcome in first.whole.outcomes.indices {
                let points = runs.map { run -> (precision: Double, recall: Double)? in
                    let against = run.halves[0].rows[row].against[outcome]
                    guard let precision = against.precision.share, let recall = against.recall.share else { return nil }
                    return (precision, recall)
                }
                for (run, point) in points.enumerated() {
                    let isUnbeaten = point.map { point in
                        !points.contains { other in
                            guard let other else { return false }
                            return other.precision >= point.precision && other.recall >= point.recall
                                && (other.precision > point.precision || other.recall > point.recall)
                        }
                    }
                    runs[run].halves[0].rows[row].against[outcome].isUnbeaten = isUnbeaten ?? false
                }
            }
        }
    }
}
