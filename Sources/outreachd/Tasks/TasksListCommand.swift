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

    @Flag(help: "List the tasks instead that are held: they are true, and a gate keeps them back.")
    var held = false

    @OptionGroup var selection: TaskSelection

    @OptionGroup var times: ClockOptions

    @Flag(help: "Print each task as JSON, one a line.")
    var json = false

    @Flag(help: "Go on until it is interrupted, and show what changes.")
    var watch = false

    @Option(help: "Colours: auto, always or never. NO_COLOR in the environment turns them off too.")
    var color = ColorChoice.auto

    private var place: TaskPlace { closed ? .closed : held ? .held : .open }

    func validate() throws {
        if closed && held { throw ValidationError("--closed or --held, not both.") }
    }

    func run() throws {
        if watch { return try follow() }
        let listing = try spool.documents(place)
        let (tasks, asleep) = selection.chosen(listing.tasks, of: place, now: wallClock())
        var output = StandardOutput(style: color.style)
        if json {
            for task in tasks { if let line = line(task) { output.json(line) } }
        } else {
            for line in table(times.clock(of: spool)).lines(tasks, asleep: asleep) { output.line(line) }
        }
        output.flush()
        for slip in selection.slips(among: listing.tasks) { complain("outreachd: \(slip)") }
        spool.tell(listing.unreadable)
        if !listing.unreadable.isEmpty { throw ExitCode.wrong }
    }

    private func table(_ clock: LocalClock) -> TaskTable {
        TaskTable(place: place, width: terminalSize()?.columns, now: wallClock(), clock: clock)
    }

    private func line(_ task: TaskDocument) -> [UInt8]? {
        (try? spool.tasks.read(TaskID(Text(task.id)), place)).map(oneLine)
    }

    // MARK: --watch

    /// How long a task that is due becomes late is not seen, in looks of a second each.
    private static let looksAtMost = 30

    private func follow() throws {
        let clock = times.clock(of: spool)
        var seen: [String: [UInt8]] = [:]
        var shown: [StyledLine] = []
        var unreadable: [TaskFilesError] = []
        while true {
            let folder = changed()
            let listing = try spool.documents(place)
            let (tasks, asleep) = selection.chosen(listing.tasks, of: place, now: wallClock())
            if json {
                tell(tasks, &seen)
            } else {
                let lines = table(clock).lines(tasks, asleep: asleep)
                if lines != shown { draw(lines, tasks.count, clock) }
                shown = lines
            }
            // Each once, for as long as it lies there.
            spool.tell(listing.unreadable.filter { !unreadable.contains($0) })
            unreadable = listing.unreadable
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
            if seen[task.id] != line { output.json(line) }
            now[task.id] = line
        }
        seen = now
    }

    private func draw(_ lines: [StyledLine], _ count: Int, _ clock: LocalClock) {
        var output = StandardOutput(style: color.style)
        let head = "\(clock.minute(wallClock()))  \(plural(count, "\(place.rawValue) task"))"
        guard outputIsTerminal, let rows = terminalSize()?.rows else {
            output.line(head)
            for line in lines { output.line(line) }
            output.line("")
            return
        }
        output.raw("\u{1b}[H\u{1b}[2J".utf8)
        output.line(StyledLine(head, .bold))
        let room = max(3, rows - 2)
        for line in lines.prefix(room) { output.line(line) }
        if lines.count > room { output.line("… and \(lines.count - room) more lines") }
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
