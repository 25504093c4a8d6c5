import Events

/// A week of a calendar, drawn in text: a row for weekdays with the same hours, half an hour a column, and the days that
/// differ. What is not drawn as open is closed.
///
///     support  0     3     6     9     12    15    18    21    24
///     mon-fri  ··················███████··█████████············
///     sat      ····················████████····················
///     closed   2026-12-25, yearly 01-01
struct CalendarDrawing {
    let calendar: WorkCalendar

    private static let minutesOfColumn = 30

    var lines: [String] {
        let rows = groups.map { (head: $0.days, body: row($0.spans)) } + exceptions
        let width = max(calendar.name.string.count, rows.map(\.head.count).max() ?? 0) + 2
        func line(_ head: String, _ body: String) -> String {
            head + String(repeating: " ", count: width - head.count) + body
        }
        return [line(calendar.name.string, scale)] + rows.map { line($0.head, $0.body) }
    }

    private var scale: String {
        var scale = ""
        for hour in stride(from: 0, through: 24, by: 3) {
            scale += String(repeating: " ", count: max(0, hour * 60 / Self.minutesOfColumn - scale.count)) + "\(hour)"
        }
        return scale + (calendar.zone.map { "  \($0)" } ?? "")
    }

    private func row(_ spans: [WorkCalendar.DaySpan]) -> String {
        (0..<1_440 / Self.minutesOfColumn).map { column in
            let (from, to) = (column * Self.minutesOfColumn, (column + 1) * Self.minutesOfColumn)
            let open = spans.reduce(0) { $0 + max(0, min($1.to, to) - max($1.from, from)) }
            return open == 0 ? "·" : open == to - from ? "█" : "▌"
        }.joined()
    }

    /// Weekdays in a row with the same hours, closed ones left out.
    private var groups: [(days: String, spans: [WorkCalendar.DaySpan])] {
        var groups: [(first: Int, last: Int)] = []
        for day in calendar.weekdays.indices where !calendar.weekdays[day].isEmpty {
            if let last = groups.last, last.last == day - 1, calendar.weekdays[last.first] == calendar.weekdays[day] {
                groups[groups.count - 1].last = day
            } else {
                groups.append((day, day))
            }
        }
        return groups.map { group in
            let names = group.first == group.last ? [group.first] : [group.first, group.last]
            return (names.map { Weekdays.names[$0] }.joined(separator: "-"), calendar.weekdays[group.first])
        }
    }

    private var exceptions: [(head: String, body: String)] {
        var rows: [(head: String, body: String)] = []
        let closed = calendar.closed.map { range in
            range.lowerBound == range.upperBound
                ? range.lowerBound.description : "\(range.lowerBound) to \(range.upperBound)"
        }
        let yearly = calendar.closedYearly.map { "yearly \(two($0.month))-\(two($0.day))" }
        if !closed.isEmpty || !yearly.isEmpty { rows.append(("closed", (closed + yearly).joined(separator: ", "))) }
        for day in calendar.opened.sorted(by: { $0.date < $1.date }) {
            let spans = day.spans.map { "\(clock($0.from))-\(clock($0.to))" }
            rows.append(("open", "\(day.date) \(spans.joined(separator: " "))"))
        }
        return rows
    }

    private func clock(_ minutes: Int) -> String { "\(two(minutes / 60)):\(two(minutes % 60))" }

    private func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
