import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// Tasks as a table for a person.
///
/// In a wide terminal, and where none is, a task is a line. In a narrow one what to do stands in a line of its own below,
/// so that it can be read.
struct TaskTable {
    /// The folder in which the tasks lie.
    let place: TaskPlace
    /// Of the terminal; nil where lines may be of any length.
    let width: Int?
    let now: Timestamp
    let clock: LocalClock

    /// From here on a task is a line.
    private static let wide = 120
    /// A longer cell is cut even where there is room.
    private static let longestCell = 200

    /// - Parameter asleep: how many were left out because somebody put them off.
    func lines(_ tasks: [TaskDocument], asleep: Int) -> [StyledLine] {
        let sleeping =
            asleep == 0 ? "" : "\(plural(asleep, "task")) put off; --all lists \(asleep == 1 ? "it" : "them") too"
        if tasks.isEmpty {
            let none = "no \(place.rawValue) tasks"
            return [StyledLine(none + (sleeping.isEmpty ? "" : ", and \(sleeping)"))]
        }
        let isNarrow = width.map { $0 < Self.wide } ?? false
        let columns = columns(of: tasks, isNarrow: isNarrow)
        let grid = Grid(columns, width: width, lastIsText: !isNarrow)
        var lines = [grid.head]
        for row in tasks.indices {
            lines.append(grid.line(row))
            if isNarrow { lines.append(StyledLine("          " + say(tasks[row]).cut(to: (width ?? 80) - 10))) }
        }
        if !sleeping.isEmpty { lines.append(StyledLine(sleeping, .faint)) }
        return lines
    }

    // MARK: Columns

    private func columns(of tasks: [TaskDocument], isNarrow: Bool) -> [Column] {
        var columns = [Column("TASK", tasks.map { Cell(cell(String($0.id.prefix(8))), .faint) }, isFixed: true)]
        switch place {
        case .closed:
            columns.append(Column("STATE", tasks.map { Cell(state($0)) }))
            columns.append(Column("ENDED (\(clock.name))", tasks.map { Cell(ended($0)) }, isFixed: true))
        case .open:
            columns.append(Column("PRIORITY", tasks.map { Cell(cell($0.priority), look($0)) }))
            columns.append(Column("DUE (\(clock.name))", tasks.map(due), isFixed: true))
        case .held:
            columns.append(Column("PRIORITY", tasks.map { Cell(cell($0.priority), look($0)) }))
            columns.append(Column("HELD BY", tasks.map { Cell(cell($0.heldBy ?? "-")) }))
            columns.append(
                Column(
                    "UNTIL (\(clock.name))", tasks.map { Cell($0.heldUntil.map(clock.minute) ?? "-") }, isFixed: true))
        }
        columns.append(Column("QUEUE", tasks.map { Cell(cell($0.queue)) }))
        columns.append(Column("CUSTOMER", tasks.map { Cell(cell($0.about)) }))
        if !isNarrow { columns.append(Column("KEY", tasks.map { Cell(cell($0.keyText)) })) }
        columns.append(Column("WHO", tasks.map { Cell(who($0).map(cell) ?? "-") }))
        if tasks.contains(where: { place == .open && $0.isSnoozed(at: now) }) {
            columns.append(Column("PUT OFF UNTIL", tasks.map { Cell($0.asleepUntil.map(clock.minute) ?? "-") }))
        }
        if !isNarrow { columns.append(Column("SAY", tasks.map { Cell(say($0)) })) }
        return columns
    }

    private func cell(_ text: String) -> String { text.shown(upTo: Self.longestCell) }

    private func say(_ task: TaskDocument) -> String { task.say.shown(upTo: 1_000) }

    private func state(_ task: TaskDocument) -> String { cell(task.state + (task.because.map { ", " + $0 } ?? "")) }

    /// Who has it; of one that is over, who ended it, if a person did.
    private func who(_ task: TaskDocument) -> String? {
        switch place {
        case .open, .held: return task.holder?.name
        case .closed: return task.ending?.who
        }
    }

    private func ended(_ task: TaskDocument) -> String { task.ending.map { cell(clock.minute($0.at)) } ?? "-" }

    private func due(_ task: TaskDocument) -> Cell {
        guard let text = task.dueAt, let due = timestamp(text) else { return Cell("-") }
        let time = clock.minute(due)
        return due < now ? Cell("\(time), \((now - due).rounded) late", .red) : Cell(time)
    }

    private func look(_ task: TaskDocument) -> Style.Look? {
        switch Priority(rawValue: task.priority) {
        case .urgent: return .boldRed
        case .high: return .yellow
        case .normal, nil: return nil
        case .low: return .faint
        }
    }
}
