package import Events

/// How a back-test counts.
package struct BacktestSettings: Sendable {
    /// Where the clock stops, itself included; nil: with the last event.
    package var until: Timestamp?
    /// Tasks, outcome events and instances are counted from here on; nil: all.
    package var from: Timestamp?
    /// Where the second half begins; nil: in the middle.
    package var split: Timestamp?
    /// Else the tasks are the verdicts, as if there were no gates.
    package var asksGates = true
    package var weights: Weights?
    package init() {}
}

/// What weighs how much in rates.
package struct Weights: Sendable {
    /// A key field, or `customer`.
    package let key: Text
    /// 0 or more, finite.
    private let weights: [Text: Double]

    package init(key: Text, _ weights: [Text: Double]) {
        self.key = key
        self.weights = weights
    }

    package var count: Int { weights.count }

    /// Nil: there is no row.
    func weight(of value: Value?) -> Double? {
        switch value {
        case nil: return nil
        case .text(let text): return weights[text]
        case .number(let number): return weights[Text(number.shortestDecimal)]
        case .boolean(let flag): return weights[flag ? "true" : "false"]
        case .time(let time): return weights[Text(time.description)]
        case .date(let date): return weights[Text(date.description)]
        case .duration(let span): return weights[Text(span.description)]
        }
    }
}
