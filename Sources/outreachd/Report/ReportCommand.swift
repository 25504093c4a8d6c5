import ArgumentParser
import Events
import Report
import TaskFiles

/// `outreachd report`: what came of the tasks of a daemon, by its ledger.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Count what came of the tasks that ran: who was reached, how fast, and whether it helped.",
        discussion: """
            Reads the ledger, which a daemon keeps in its state folder: what opened, was claimed, done, dismissed, \
            withdrawn or held; how long that took, by queue and person; whether you spoke first; which outcomes came in \
            spite of outreach; and for rules with a holdout the difference between those who were called and those who \
            were not. Lines that cannot be read go to standard error; then the exit code is 1.
            """)

    @Option(
        help: ArgumentHelp("The folder of the ledger: ledger in the state folder of a daemon.", valueName: "dir"),
        completion: .directory)
    var ledger: String

    @Option(
        help: ArgumentHelp("Count what happened from then on; what was before is remembered.", valueName: "time"),
        transform: TimeArgument.reading)
    var since: TimeArgument?

    @Option(
        help: ArgumentHelp(
            "Count what happened until then, itself included. By default until the last line.", valueName: "time"),
        transform: TimeArgument.reading)
    var until: TimeArgument?

    @OptionGroup var output: FigureOptions

    func validate() throws {
        if let since, let until, since.time > until.time { throw ValidationError("--since is later than --until.") }
    }

    func run() throws {
        var tally = LedgerTally(since: since?.time, until: until?.time)
        var unread = 0
        for file in try files() {
            let path = "\(ledger)/\(file)"
            do throws(TaskFilesError) {
                try LedgerInput(path: path).eachLine { number, bytes in
                    do throws(LedgerLineError) {
                        tally.take(try LedgerReader.line(bytes))
                    } catch {
                        tally.takeUnread()
                        unread += 1
                        if unread <= Self.toldAtMost {
                            complain("outreachd: \(path): line \(number): \(error.words)")
                        }
                    }
                }
            } catch {
                throw failure(error.sentence, .noInput)
            }
        }
        let figures = tally.figures()
        try output.write(
            json: figures.json.bytes,
            orTables: { output in for line in figures.page.lines(width: textWidth) { output.line(line) } },
            page: figures.page)
        if unread > 0 { throw ExitCode.wrong }
    }

    /// Of more lines that cannot be read only their number is told.
    private static let toldAtMost = 20

    private func files() throws -> [String] {
        let files: [String]
        do throws(TaskFilesError) {
            files = try LedgerFolder.files(in: ledger)
        } catch {
            throw failure(error.sentence, .noInput)
        }
        if files.isEmpty {
            throw failure(
                "\(ledger): holds no file of a ledger, as 2026-03.ndjson; a daemon begins it with its first task",
                .noInput)
        }
        return files
    }
}
