import Events

/// A score over time as one line of letters, the lowest and the highest value of the line apart as far as letters are.
struct ScoreDrawing {
    private static let letters = Array("▁▂▃▄▅▆▇█")
    private static let width = 32

    let text: String

    /// - Parameter value: read rounded, at an instant; nil is not finite.
    init(from start: Timestamp, to end: Timestamp, value: (Timestamp) -> Double?) {
        let span = end - start
        // Each letter stands for the end of its time.
        let width = span > .zero ? ScoreDrawing.width : 1
        let values = (0..<width).map { place in
            value(place == width - 1 ? end : start + span.part(place, of: width - 1))
        }
        // 0 is always on the scale: that is where a score comes from and goes to.
        let known = values.compactMap { $0 } + [0]
        let (low, high) = (known.min() ?? 0, known.max() ?? 0)
        text = String(
            values.map { value -> Character in
                guard let value else { return "?" }
                guard high > low else { return ScoreDrawing.letters[0] }
                let share = (value - low) / (high - low)
                return ScoreDrawing.letters[min(7, max(0, Int((share * 7).rounded())))]
            })
    }
}

extension TimeSpan {
    /// So many parts of the whole of some, in whole seconds.
    fileprivate func part(_ parts: Int, of whole: Int) -> TimeSpan {
        let (quotient, rest) = seconds.quotientAndRemainder(dividingBy: Int64(whole))
        return TimeSpan(seconds: quotient * Int64(parts) + rest * Int64(parts) / Int64(whole))
    }
}
