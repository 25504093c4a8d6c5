import ArgumentParser
import Engine
import TaskDispatch
import Events
import Glibc
import TaskFiles

/// `outreachd tasks list`.
struct TasksListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the open tasks, the most urgent first.",
        discussion: """
            Of one priority those come first that are due first. With --watch the list is written anew whenever it \
            changes; with --json too, each task is a line when it is first seen and whenever it changes.
            """)

    @OptionGroup var spool: SpoolOptions

    @Flag(help: "List the closed tasks instead, the last that ended first.")
    var closed = false

    @OptionGroup var selection: TaskSelection

    @Flag(help: "Print each task as JSON, one a line.")
    var json = false

    @Flag(help: "Go on until it is interrupted, and show what changes.")
    var watch = false

    @Option(help: "Colours: auto, always or never. NO_COLOR in the environment turns them off too.")
    var color = ColorChoice.auto

    private var place: TaskPlace { closed ? .closed : .open }

    func run() throws {
        if watch { return try follow() }
        let tasks = selection.chosen(of: try spool.documents(place), closed: closed, now: wallClock())
        var output = StandardOutput()
        if json {
            for task in tasks { if let line = line(task) { output.line(line) } }
        } else {
            for line in table.lines(tasks) { output.line(line) }
        }
        output.flush()
    }

    private var table: TaskTable {
        TaskTable(isClosed: closed, style: color.style, width: terminalSize()?.columns, now: wallClock())
    }

    private func line(_ task: TaskDocument) -> [UInt8]? {
        (try? spool.tasks.read(TaskID(Text(task.id)), place)).map(oneLine)
    }

    // MARK: --watch

    /// How long a task that is due becomes late is not seen, in looks of a second each.
    private static let looksAtMost = 30

    private func follow() throws {
        var seen: [String: [UInt8]] = [:]
        var shown: [String] = []
        while true {
            let folder = changed()
            let tasks = selection.chosen(of: try spool.documents(place), closed: closed, now: wallClock())
            if json {
                tell(tasks, &seen)
            } else {
                let lines = table.lines(tasks)
                if lines != shown { draw(lines, tasks.count) }
                shown = lines
            }
            var looks = 0
            repeat {
                sleep(1)
                looks += 1
            } while folder == changed() && looks < Self.looksAtMost
        }
    }

    /// When something in the folder was last renamed or removed.
    private func changed() -> [Int] {
        var status = stat()
        guard stat(spool.tasks.path + "/" + place.rawValue, &status) == 0 else { return [] }
        return [Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }

    private func tell(_ tasks: [TaskDocument], _ seen: inout [String: [UInt8]]) {
        var output = StandardOutput()
        var now: [String: [UInt8]] = [:]
        for task in tasks {
            guard let line = line(task) else { continue }
            if seen[task.id] != line { output.line(line) }
            now[task.id] = line
        }
        seen = now
        output.flush()
    }

    private func draw(_ lines: [String], _ count: Int) {
        var output = StandardOutput()
        let head = "\(shortTime(wallClock().description))  \(plural(count, closed ? "closed task" : "open task"))"
        if let rows = terminalSize()?.rows {
            output.text(Array("\u{1b}[H\u{1b}[2J".utf8))
            output.line(color.style(.bold, head))
            let room = max(3, rows - 2)
            for line in lines.prefix(room) { output.line(line) }
            if lines.count > room { output.line("… and \(lines.count - room) more") }
        } else {
            output.line(head)
            for line in lines { output.line(line) }
            output.line("")
        }
        output.flush()
    }
}

/// A task's file on one line: its line ends stand between its parts, never inside a string.
func oneLine(_ bytes: [UInt8]) -> [UInt8] {
    var line: [UInt8] = []
    var atLineStart = false
    for byte in bytes {
        if byte == 0x0a {
            atLineStart = true
        } else if !(atLineStart && byte == 0x20) {
            atLineStart = false
            line.append(byte)
        }
    }
    return line
}
