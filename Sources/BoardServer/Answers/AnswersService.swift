import Events
import ServiceLifecycle

/// Drops answers when they have not been taken back; when the board ends, all that still wait.
struct AnswersService: Service {
    let answers: Answers

    func run() async throws {
        await answers.recover()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await answers.dropDue()
                await answers.waitForDue()
            }
        }
        await answers.dropDue(all: true)
    }
}
