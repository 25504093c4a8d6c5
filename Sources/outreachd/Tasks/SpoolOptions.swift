import ArgumentParser
import Engine
import Events
import Glibc
import RuleLanguage
import TaskFiles

/// `--spool DIR`, where the tasks lie and answers are dropped.
struct SpoolOptions: ParsableArguments {
    static let packaged = "/var/spool/outreachd"

    @Option(
        name: .customLong("spool"),
        help: ArgumentHelp("The spool, with incoming/ and tasks/.", valueName: "dir"), completion: .directory)
    var directory = packaged

    var tasks: TaskFolder { TaskFolder(reading: directory + "/tasks") }

    /// The open or closed tasks, and what cannot be read as one; a folder that cannot be read ends the command with a
    /// sentence.
    func documents(_ place: TaskPlace) throws -> TaskListing {
        do throws(TaskFilesError) {
            return try tasks.documents(place)
        } catch {
            throw refusal(error)
        }
    }

    /// Names the entries of a folder that cannot be read.
    func tell(_ unreadable: [TaskFilesError]) {
        for error in unreadable.prefix(Self.candidatesShown) {
            complain("outreachd: \(advised(error))")
        }
        let more = unreadable.count - Self.candidatesShown
        if more > 0 { complain("outreachd: and \(plural(more, "other entry", "other entries")) cannot be read") }
    }

    /// Times as they are told of these tasks.
    var clock: LocalClock {
        .ofSite(control: directory == Self.packaged ? ControlOptions.packaged : nil)
    }

    /// The one task whose id starts with `prefix`, looked for among the open, then the closed.
    func task(_ prefix: String) throws -> (task: TaskDocument, place: TaskPlace) {
        let wanted = prefix.lowercased()
        var found: [(id: TaskID, place: TaskPlace)] = []
        do throws(TaskFilesError) {
            for place in TaskPlace.allCases {
                // A task that changes its folder is in both for a moment.
                found += try tasks.list(place).filter { id in
                    id.text.string.hasPrefix(wanted) && !found.contains { $0.id == id }
                }.map { ($0, place) }
            }
            if let exact = found.first(where: { $0.id.text == Text(wanted) }) { found = [exact] }
            if found.count == 1, let task = try tasks.document(found[0].id, found[0].place) {
                return (task, found[0].place)
            }
        } catch {
            throw refusal(error)
        }
        throw found.count < 2 ? nothing(named: prefix) : several(found, prefix)
    }

    /// What is wrong, with the group that would help.
    private func advised(_ error: TaskFilesError) -> String {
        GroupAdvice(path: error.path, need: error.step == .list ? .list : .read, spool: directory)
            .added(to: error.sentence, errno: error.errno)
    }

    private func refusal(_ error: TaskFilesError) -> ExitCode {
        if error.step == .list, error.errno == ENOENT {
            return failure("there are no tasks in \(directory); is that the --spool of the daemon?", .noInput)
        }
        return failure(advised(error), .noInput)
    }

    // MARK: An id that is not one

    private static let candidatesShown = 10

    private func several(_ found: [(id: TaskID, place: TaskPlace)], _ prefix: String) -> ExitCode {
        let code = failure("\(found.count) tasks start with '\(prefix.shown(upTo: 64))'; write more of the id:", .wrong)
        let shown = found.prefix(Self.candidatesShown).compactMap { try? tasks.document($0.id, $0.place) }
        list(shown, more: found.count - shown.count)
        return code
    }

    /// Nobody has such a task: perhaps it is a slip, or the id of a customer.
    private func nothing(named word: String) -> ExitCode {
        let name = word.shown(upTo: 64)
        let open = (try? tasks.documents(.open))?.tasks ?? []
        let ofCustomer = open.filter { Text($0.customer) == Text(word) }
        if !ofCustomer.isEmpty {
            let code = failure("'\(name)' is a customer, not a task; the open tasks of this customer:", .wrong)
            list(Array(ofCustomer.prefix(Self.candidatesShown)), more: ofCustomer.count - Self.candidatesShown)
            return code
        }
        let ids = open.map { Text(String($0.id.prefix(word.count))) }
        let near = word.count < 4 ? nil : nearMiss(Text(word.lowercased()), among: ids)
        let code = failure(
            "there is no task '\(name)' in \(directory)/tasks; "
                + (near == nil ? "outreachd tasks shows the open ones" : "did you mean"), .wrong)
        let meant = open.filter { $0.id.hasPrefix(near?.string ?? "-") }
        list(Array(meant.prefix(Self.candidatesShown)), more: meant.count - Self.candidatesShown)
        return code
    }

    private func list(_ tasks: [TaskDocument], more: Int) {
        // As much of the ids as tells them apart.
        let length = (8...64).first { length in Set(tasks.map { $0.id.prefix(length) }).count == tasks.count } ?? 64
        for task in tasks {
            let about = "\(task.customer.shown(upTo: 40)): \(task.say.shown(upTo: 200))"
            complain("  \(task.id.prefix(length))  \(about)".cut(to: textWidth))
        }
        if more > 0 { complain("  and \(more) more") }
    }
}
