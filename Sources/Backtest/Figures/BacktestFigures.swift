package import Events

/// What a back-test comes to: every figure that its table, its JSON and its page show.
package struct BacktestFigures: Hashable, Sendable {
    /// What `--from` said; nil: it began with the first event.
    package var from: Timestamp?
    /// When the first event of all happened.
    package var first: Timestamp
    /// Where the data end: the last event, or what `--until` said.
    package var end: Timestamp
    /// Where the second half begins.
    package var split: Timestamp
    /// The site's zone, by which days are told.
    package var zone: Text
    /// Whether gates were asked; else the tasks are the verdicts.
    package var asksGates: Bool
    /// Nil: everything weighs 1.
    package var weights: WeightFigures?
    /// The named values that were varied, with what they were in turn; empty: there is one run.
    package var varied: [VariedValue]
    /// One for each combination of the values, the last varying fastest; else one.
    package var runs: [RunFigures]
}

/// By what rates were weighed.
package struct WeightFigures: Hashable, Sendable {
    /// The key field by which rows are found, or `customer`.
    package var key: Text
    package var rows: Int
    /// Of the first run: how many tasks, outcome events and instances that were counted have no row, and weigh 1.
    package var tasksWithout: Int
    package var eventsWithout: Int
    package var instancesWithout: Int
}

package struct VariedValue: Hashable, Sendable {
    /// The name of a `let`.
    package var name: Text
    /// As they were written.
    package var values: [Text]
    package init(name: Text, values: [Text]) {
        self.name = name
        self.values = values
    }
}

/// The figures of one program.
package struct RunFigures: Hashable, Sendable {
    /// What each varied value was, in their order.
    package var values: [Text]
    package var whole: PeriodFigures
    /// Of what lies before the split, and from there on.
    package var halves: [PeriodFigures]
    /// In the order in which they are written.
    package var journeys: [JourneyFigures]
}

/// The figures of a stretch of time: the whole, or a half.
package struct PeriodFigures: Hashable, Sendable {
    package var from: Timestamp
    package var to: Timestamp
    /// The first of its calendar days.
    package var firstDay: CalendarDate
    /// How many calendar days of the site it touches.
    package var days: Int
    /// How many customers had an event or a task in it.
    package var customers: Int
    /// Each rule as written, then its classes, then all together.
    package var rows: [RowFigures]
    /// As written.
    package var outcomes: [OutcomeFigures]
}
