import ArgumentParser
import Events
import Glibc
import Spool
import TaskFiles

/// What every answer to a task needs. An answer is an event like any other: it is dropped into the spool.
struct AnswerOptions: ParsableArguments {
    @OptionGroup var spool: SpoolOptions

    @Argument(help: "The task's id, or as much of its start as is unique.")
    var id: String

    @Option(help: "Who says so.")
    var by: String?

    @Flag(help: "Print the event that was dropped, as JSON.")
    var json = false

    /// Drops an event of a type, with the task, the rule and these fields, those without a value left out.
    func drop(_ type: Text, _ fields: [(StaticString, String?)] = []) throws {
        let (task, place) = try spool.task(id)
        if place == .closed {
            complain("outreachd: task \(task.id) is \(task.state) already")
            throw ExitCode(1)
        }
        var random = SystemRandomNumberGenerator()
        let name = String(random.next(), radix: 16) + String(random.next(), radix: 16)
        var event = JSONText()
        event.raw("{\"specversion\":\"1.0\",\"id\":")
        event.string(Text(name))
        event.raw(",\"source\":\"/outreachd/tasks\",\"type\":")
        event.string(type)
        event.raw(",\"subject\":")
        event.string(Text(task.customer))
        event.raw(",\"time\":")
        event.string(Text(wallClock().description))
        event.raw(",\"data\":{\"task\":")
        event.string(Text(task.id))
        event.raw(",\"rule\":")
        event.string(Text(task.rule))
        for (key, value) in [("by", by)] + fields {
            guard let value else { continue }
            event.raw(",\"")
            event.raw(key)
            event.raw("\":")
            event.string(Text(value))
        }
        event.raw("}}")
        do {
            try dropEvents(event.bytes, named: SpoolName("\(type)-\(name).json"), into: spool.directory)
        } catch {
            complain("outreachd: \(error.sentence)")
            throw ExitCode(74)  // EX_IOERR
        }
        var output = StandardOutput()
        output.line(json ? event.bytes : Array("\(type) for \(task.id.prefix(8)) (\(task.say))".utf8))
        output.flush()
    }
}

/// The wall clock.
func wallClock() -> Timestamp {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Timestamp(seconds: Int64(now.tv_sec), nanoseconds: Int64(now.tv_nsec))
}
