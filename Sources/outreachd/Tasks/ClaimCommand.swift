import ArgumentParser
import Events
import TaskFiles

/// `outreachd claim ID`: somebody takes a task on.
struct ClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Say that somebody takes the task on.",
        discussion: """
            Whoever says so first has it. A task that somebody else has is refused, with who has it and since when: a \
            later claim would change nothing.
            """)
    @OptionGroup var answer: AnswerOptions

    func run() throws {
        let task = try answer.taskThatIsOut()
        guard let owner = task.holder else { return try answer.drop("task.claimed", for: task) }
        let clock = answer.spool.clock
        let since = "since \(clock.minute(owner.since)) (\(clock.name))"
        if Text(owner.name) == Text(answer.person) {
            return complain("outreachd: \(answer.person) has task \(task.id.prefix(8)) already, \(since)")
        }
        throw failure("\(owner.name.shown(upTo: 64)) has task \(task.id.prefix(8)) \(since)", .wrong)
    }
}
