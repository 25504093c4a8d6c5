import ArgumentParser
import Daemon
import Engine
import TaskDispatch
import Events
import Glibc
import Logging
import RuleLanguage
import ZoneFiles

/// `outreachd doctor`: what is wrong with a state, and the way out.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Examine the state on disk while no daemon runs, and repair it.",
        discussion: """
            Without --repair nothing is changed. With it, a damaged database moves aside, and the state is built again: \
            from the files that run --archive kept, judged by --rules at the times at which they were read, and from the \
            events that can still be read in the damaged database, which go through the spool once more. Customers who \
            are set aside, for their turn could not be done, are named, and with --repair they are tried anew. Called by \
            root, it works as the owner of the state.

            Exit codes: 0 sound, or repaired; 1 something is wrong, or the repair leaves something to a person, which it \
            says; 75 a daemon works on this state.
            """)

    @Option(help: ArgumentHelp("The folder of the database.", valueName: "dir"), completion: .directory)
    var state: String

    @Option(
        help: ArgumentHelp("The folder with incoming/, rejected/ and tasks/.", valueName: "dir"), completion: .directory
    )
    var spool: String

    @Option(help: ArgumentHelp("Where run --archive moved what was read.", valueName: "dir"), completion: .directory)
    var archive: String?

    @Option(
        help: ArgumentHelp("Rules to judge the archive by. May be given several times.", valueName: "path"),
        completion: .file())
    var rules: [String] = []

    @Option(
        help: ArgumentHelp(
            "With which --lateness run was started, where the damaged database cannot tell it.",
            valueName: "duration"), completion: .durations("1d", "7d", "30d"), transform: SpanArgument.reading)
    var lateness = SpanArgument(.days(7))

    @Flag(help: "Repair what can be repaired.")
    var repair = false

    func run() throws {
        workAsTheOwner()
        let doctor = Doctor(
            state: state, spool: spool, archive: archive, lateness: lateness.span, log: serviceLog(.error))
        do {
            let diagnosis = try doctor.examine()
            var output = StandardOutput()
            for sentence in diagnosis.sentences { output.sentence(sentence) }
            if diagnosis.isHealthy { return }
            guard repair else {
                output.sentence(
                    "The way out: outreachd doctor with --repair; with --archive and --rules too, if files were kept.")
                throw ExitCode.wrong
            }
            if diagnosis.needsRebuilding && archive != nil && rules.isEmpty {
                throw failure("--archive is judged by --rules: name them too. Nothing was changed.", .usage)
            }
            let repair = try doctor.repair(diagnosis, rules: try ruleSet(), now: WallClock.now())
            for sentence in repair.done { output.sentence(sentence) }
            for sentence in repair.left { output.sentence("still to do: \(sentence)") }
            output.sentence("\(repair.left.isEmpty ? "Now" : "Then") start outreachd again.")
            if !repair.left.isEmpty { throw ExitCode.wrong }
        } catch let error as DaemonError {
            throw error.told(ofState: state)
        }
    }

    /// What root makes in the state of a daemon that is another user, that daemon could not write. So root becomes the
    /// owner of the folder first.
    private func workAsTheOwner() {
        var status = stat()
        guard geteuid() == 0, stat(state, &status) == 0, status.st_uid != 0 else { return }
        guard setgroups(0, nil) == 0, setgid(status.st_gid) == 0, setuid(status.st_uid) == 0 else {
            complain("outreachd: \(state): belongs to the user \(status.st_uid), whom doctor cannot become")
            return
        }
    }

    private func ruleSet() throws -> RuleSet? {
        if rules.isEmpty { return nil }
        let compilation = try compileRules(rules)
        let program = try program(from: compilation)
        let engine = try makeEngine(program)
        return RuleSet(compilation, zones: engine.zones)
    }
}
