import ArgumentParser
import Events
import TaskFiles

/// `outreachd release ID`: somebody gives a task back.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Give back a task that somebody has taken on.",
        discussion: """
            Whoever claims it next has it. What waits for somebody to claim it (escalate unclaimed) counts from here. A \
            task that nobody has is refused, for a release of it would change nothing.
            """)
    @OptionGroup var answer: AnswerOptions

    func run() throws {
        let task = try answer.taskThatIsOut()
        guard task.holder != nil else { throw failure("nobody has task \(task.id.prefix(8))", .wrong) }
        try answer.drop("task.released", for: task)
    }
}
