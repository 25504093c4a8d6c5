import ArgumentParser
import TaskFiles

/// `--spool DIR`, where the tasks lie and answers are dropped.
struct SpoolOptions: ParsableArguments {
    @Option(name: .customLong("spool"), help: "The spool, with incoming/ and tasks/.", completion: .directory)
    var directory = "/var/spool/outreachd"

    var tasks: TaskFolder { TaskFolder(reading: directory + "/tasks") }

    /// The open or closed tasks; an unreadable folder ends the command with a sentence.
    func documents(_ place: TaskPlace) throws -> [TaskDocument] {
        do {
            return try tasks.documents(place)
        } catch {
            complain("outreachd: \(error.sentence)")
            throw ExitCode(66)  // EX_NOINPUT
        }
    }

    /// The one task whose id starts with `prefix`, looked for among the open, then the closed.
    func task(_ prefix: String) throws -> (task: TaskDocument, place: TaskPlace) {
        var found: [(task: TaskDocument, place: TaskPlace)] = []
        for place in TaskPlace.allCases {
            found += try documents(place).filter { $0.id.hasPrefix(prefix) }.map { ($0, place) }
        }
        if let exact = found.first(where: { $0.task.id == prefix }) { return exact }
        switch found.count {
        case 1: return found[0]
        case 0:
            complain(
                "outreachd: there is no task \(prefix) in \(directory)/tasks: outreachd tasks list shows the open ones")
        default:
            complain("outreachd: \(found.count) tasks start with \(prefix): write more of the id")
        }
        throw ExitCode(1)
    }
}
