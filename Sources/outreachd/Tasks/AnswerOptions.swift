import ArgumentParser
import Engine
import TaskDispatch
import Events
import Glibc
import Spool
import TaskFiles

/// What every answer to a task needs. An answer is an event like any other: it is dropped into the spool.
struct AnswerOptions: ParsableArguments {
    /// What the events of answers name as their source.
    static let source = "/outreachd/tasks"

    /// What answers to incidents name as their customer.
    private static let incidents = "incident"

    @OptionGroup var spool: SpoolOptions

    @Argument(help: "The task's id, or as much of its start as is unique.", completion: .taskIDs)
    var id: String

    @Option(help: ArgumentHelp("Who says so. By default who is logged in.", valueName: "name"))
    var by: String?

    @Option(
        help: ArgumentHelp(
            "Ask this daemon whether you may answer. Of the spool of the package the socket is known.",
            valueName: "path"),
        completion: .file())
    var control: String?

    @Flag(help: "Print the event that was dropped, as JSON.")
    var json = false

    var person: String { by ?? userName }

    /// The same, of an answer that says something only of a task that has come out. One that a gate holds ends the command.
    func taskThatIsOut() throws -> TaskDocument {
        let task = try openTask()
        guard let gate = task.heldBy else { return task }
        let clock = spool.clock
        let until = task.heldUntil.map { " until \(clock.minute($0)) (\(clock.name))" } ?? ""
        throw failure(
            "task \(task.id.prefix(8)) has not come out: \(gate.shown(upTo: 64)) holds it\(until); outreachd done or "
                + "dismiss answers it all the same", .wrong)
    }

    /// The task that is answered, open or held. One that has ended ends the command, with what became of it.
    func openTask() throws -> TaskDocument {
        let (task, place) = try spool.task(id)
        switch place {
        case .open, .held: return task
        case .closed: throw failure(ending(of: task), .wrong)
        }
    }

    /// Drops an event of a type, with the task, the rule and these fields, those without a value left out.
    func drop(_ type: Text, for task: TaskDocument, _ fields: [(StaticString, String?)] = []) throws {
        var random = SystemRandomNumberGenerator()
        let name = String(random.next(), radix: 16) + String(random.next(), radix: 16)
        var event = JSONText()
        event.raw("{\"specversion\":\"1.0\",\"id\":")
        event.string(Text(name))
        event.raw(",\"source\":")
        event.string(Text(Self.source))
        event.raw(",\"type\":")
        event.string(type)
        event.raw(",\"subject\":")
        // An incident is of no customer: it is found by its id.
        event.string(Text(task.customer.isEmpty ? Self.incidents : task.customer))
        event.raw(",\"time\":")
        event.string(Text(wallClock().description))
        event.raw(",\"data\":{\"task\":")
        event.string(Text(task.id))
        event.raw(",\"rule\":")
        event.string(Text(task.rule))
        for (key, value) in [("by", person)] + fields {
            guard let value else { continue }
            event.raw(",\"")
            event.raw(key)
            event.raw("\":")
            event.string(Text(value))
        }
        event.raw("}}")
        do throws(SpoolError) {
            try dropEvents(event.bytes, named: SpoolName("\(type)-\(name).json"), into: spool.directory)
        } catch {
            let advice = GroupAdvice(path: spool.directory + "/incoming", need: .make)
            throw failure(advice.added(to: error.sentence, errno: error.code), .inputOutput)
        }
        var output = StandardOutput()
        if json {
            output.json(event.bytes)
        } else {
            output.sentence("\(type) for \(task.id.prefix(8)) (\(task.say.shown(upTo: 1_000)))")
        }
        output.flush()
        if let doubt = speaker?.doubt(of: type, saidBy: person) { complain("outreachd: \(doubt)") }
    }

    /// Whom the daemon of this spool takes it to be said by, as far as it tells.
    private var speaker: Speaker? {
        let isPackaged = spool.directory == SpoolOptions.packaged
        return (control ?? (isPackaged ? ControlOptions.packaged : nil)).flatMap { Speaker(askedAt: $0) }
    }

    /// `task 3fb2a91c was done at 2026-03-02 14:05 (Europe/London): she is content`
    private func ending(of task: TaskDocument) -> String {
        let last = task.ending
        let by = (last?.who ?? last?.source).map { " by \($0.shown(upTo: 64))" } ?? ""
        let note = last?.note.map { ": \($0.shown(upTo: 200))" } ?? task.because.map { ": \($0)" } ?? ""
        let clock = spool.clock
        let at = last.map { " at \(clock.minute($0.at)) (\(clock.name))" } ?? ""
        let what: String
        switch TaskState(rawValue: task.state) {
        case .done: what = "was done already"
        case .dismissed: what = "was dismissed already"
        case .withdrawn: what = "was withdrawn"
        case .missed, .expired, .heldOut, .held, .open, nil: what = "is \(task.state)"
        }
        return "task \(task.id.prefix(8)) \(what)\(at)\(by)\(note)"
    }
}

/// The wall clock.
func wallClock() -> Timestamp {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Timestamp(seconds: Int64(now.tv_sec), nanoseconds: Int64(now.tv_nsec))
}
