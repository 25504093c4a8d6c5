import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// Tasks as a table for a person: a line each.
struct TaskTable {
    let isClosed: Bool
    let style: Style
    /// Of the terminal; nil where lines may be of any length.
    let width: Int?
    let now: Timestamp

    func lines(_ tasks: [TaskDocument]) -> [String] {
        if tasks.isEmpty { return ["no \(isClosed ? "closed" : "open") tasks"] }
        let head = ["TASK", "PRIORITY", isClosed ? "STATE" : "DUE", "QUEUE", "CUSTOMER", "KEY", "SAY"]
        let rows = tasks.map { task in cells(task).map(printable) }
        var widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        if let width {
            // What is left of the line; the end of a long sentence is in `tasks show`.
            widths[6] = max(20, width - widths.dropLast().reduce(0) { $0 + $1 + 2 })
        }
        let looks = tasks.map(looks)
        return [row(head, widths, head.map { _ in .faint })] + zip(rows, looks).map { row($0, widths, $1) }
    }

    private func cells(_ task: TaskDocument) -> [String] {
        [
            String(task.id.prefix(8)), task.priority,
            isClosed ? task.state + (task.because.map { ", " + $0 } ?? "") : due(task), task.queue, task.customer,
            task.key.map { "\($0.name) \($0.value)" }.joined(separator: ", "), task.say,
        ]
    }

    private func row(_ cells: [String], _ widths: [Int], _ looks: [Style.Look?]) -> String {
        cells.indices.map { column in
            let isLast = column == cells.count - 1
            let cell =
                cells[column].count > widths[column] ? cells[column].prefix(widths[column] - 1) + "…" : cells[column]
            let gap = isLast ? "" : String(repeating: " ", count: widths[column] - cell.count + 2)
            return style(looks[column], cell) + gap
        }.joined()
    }

    private func due(_ task: TaskDocument) -> String {
        guard let due = task.dueAt else { return "-" }
        return shortTime(due) + (lateness(of: task).map { ", \($0.rounded) late" } ?? "")
    }

    private func lateness(of task: TaskDocument) -> TimeSpan? {
        guard let due = task.dueAt.flatMap(timestamp), due < now else { return nil }
        return now - due
    }

    private func looks(_ task: TaskDocument) -> [Style.Look?] {
        var looks: [Style.Look?] = [.faint, nil, nil, nil, nil, nil, nil]
        if isClosed { return looks }
        switch Priority(rawValue: task.priority) {
        case .urgent: looks[1] = .boldRed
        case .high: looks[1] = .yellow
        case .normal, nil: break
        case .low: looks[1] = .faint
        }
        if lateness(of: task) != nil { looks[2] = .red }
        return looks
    }
}
