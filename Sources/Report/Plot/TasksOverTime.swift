package import Events

/// Tasks by week (by day, if it is about a few weeks) and rule, on top of one another.
package struct TasksOverTime: Sendable {
    package var plot: Plot

    /// Up to so many days each has a place of its own.
    private static let daysAtMost = 60

    /// How many rules have a colour of their own; the others are summed.
    private static let coloured = 7

    /// - Parameter rules: each day's number of tasks, in any order.
    /// - Returns: nil where there is no task.
    package init?(rules: [(name: String, byDay: [CalendarDate: Int])]) {
        let busiest = rules.map { (name: $0.name, byDay: $0.byDay, tasks: $0.byDay.values.reduce(0, +)) }
            .filter { $0.tasks > 0 }.sorted { ($1.tasks, $0.name) < ($0.tasks, $1.name) }
        var series = busiest.prefix(Self.coloured).map { (name: $0.name, byDay: $0.byDay) }
        if busiest.count > Self.coloured {
            var others: [CalendarDate: Int] = [:]
            for rule in busiest.dropFirst(Self.coloured) { others.merge(rule.byDay, uniquingKeysWith: +) }
            series.append((name: "the \(busiest.count - Self.coloured) others", byDay: others))
        }
        self.init(series: series)
    }

    private init?(series: [(name: String, byDay: [CalendarDate: Int])]) {
        let days = series.flatMap { $0.byDay.keys }
        guard let first = days.min(), let last = days.max() else { return nil }
        let width = Int(last.days - first.days) < Self.daysAtMost ? 1 : 7
        // Weeks begin on a Monday; 1970-01-05 was one.
        let start = width == 1 ? Int(first.days) : (Int(first.days) - 4) - Self.remainder(Int(first.days) - 4) + 4
        let count = (Int(last.days) - start) / width + 1
        let sums = series.map { one in
            var sums = [Int](repeating: 0, count: count)
            for (day, tasks) in one.byDay { sums[(Int(day.days) - start) / width] += tasks }
            return sums
        }
        let totals = (0..<count).map { place in sums.reduce(0) { $0 + $1[place] } }
        let times = (0...count).map { Double(start + $0 * width) * 86_400 }
        var below = [Int](repeating: 0, count: count)
        var layers: [Plot.Layer] = []
        for (place, one) in series.enumerated() {
            var points: [(x: Double, low: Double, high: Double)] = []
            for at in 0...count {
                let last = min(at, count - 1)
                points.append((times[at], Double(below[last]), Double(below[last] + sums[place][last])))
            }
            for at in 0..<count { below[at] += sums[place][at] }
            layers.append(Plot.Layer(one.name, .area(points)))
        }
        let word = width == 1 ? "day" : "week"
        let most = totals.max() ?? 0
        let mostAt = totals.firstIndex(of: most) ?? 0
        let all = totals.reduce(0, +)
        plot = Plot(
            caption:
                "\(all) tasks; the most in a \(word) were \(most), \(width == 1 ? "on" : "from") \(Self.date(times[mostAt]))\(width == 1 ? "" : " on")",
            summary: "Tasks that came out by \(word), a rule on top of the other: "
                + series.indices.map { "\(series[$0].name) \(sums[$0].reduce(0, +))" }.joined(separator: ", ") + ".",
            x: .init(.time(times[0]...times[count])),
            y: .init(.linear(0...Double(max(1, most)), .count), "tasks a \(word)"),
            layers: layers,
            table: FigureTable(
                columns: [word] + series.map(\.name),
                rows: (0..<count).map { at in [Self.date(times[at])] + sums.map { String($0[at]) } }))
    }

    private static func remainder(_ days: Int) -> Int { ((days % 7) + 7) % 7 }

    private static func date(_ seconds: Double) -> String {
        CalendarDate(days: Int32(clamping: Int(seconds / 86_400))).description
    }
}
