import Board
import Events

/// What people answer.
extension BoardSite {
    func posted(_ ask: Ask, _ route: Route) async -> Answer {
        do throws(Answers.Refusal) {
            switch route {
            case .takeNext: return try await takeNext(ask)
            case .undo(let id):
                if let taken = await answers.undo(id, by: ask.person) {
                    guard let queue = taken.callingFrom else { return .other(["task", taken.task]) }
                    return .other(["call", taken.task], query: [("queue", queue)])
                }
                return await note(ask, "Too late", "This answer has been given. What it ended stays ended.", 409)
            case .answer(let id, let answer):
                guard let detail = await detail(id) else { return await nothing(ask) }
                return try await give(answer, to: detail.card, ask)
            case .open, .task, .calls, .call, .coming, .held, .gone, .status, .report, .reportPage, .asset, .stream,
                .fates:
                return await nothing(ask)
            }
        } catch {
            return await refused(ask, route, error)
        }
    }

    private func takeNext(_ ask: Ask) async throws(Answers.Refusal) -> Answer {
        let queue = ask.field("queue")
        guard let next = try await answers.claimNext(of: book.cards(.open), queue: queue, by: ask.person) else {
            return .other(["next"], query: [("queue", queue)])
        }
        return .other(["call", next.id], query: [("queue", queue)])
    }

    private func give(
        _ answer: Route.Answer, to card: TaskCard, _ ask: Ask
    ) async throws(Answers.Refusal) -> Answer {
        let person = ask.person
        let list = ListView(ask.form)
        let queue = ask.field("back") == "next" ? ask.field("queue") : nil
        switch answer {
        case .claim:
            try await answers.claim(card, by: person)
            return .other(["task", card.id], query: list.query(page: list.page))
        case .release:
            try await answers.release(card, by: person)
            return .other(["task", card.id], query: list.query(page: list.page))
        case .done:
            try await answers.note(
                "task.done", "Done", card, by: person, [("outcome", words(ask, "outcome"))],
                callingFrom: queue)
        case .reached:
            let outcome = words(ask, "outcome")
            try await answers.note(
                "task.done", "Reached", card, by: person, [("outcome", outcome.isEmpty ? "reached" : outcome)],
                contact: settings.reached, callingFrom: queue)
        case .dismiss:
            let reason = words(ask, "reason") + words(ask, "outcome")
            try await answers.note(
                "task.dismissed", "Not needed", card, by: person, [("reason", reason)],
                callingFrom: queue)
        case .snooze:
            if card.place == .held { throw .held }
            let choice = SnoozeChoice(rawValue: ask.field("for")) ?? .hour
            let until = choice.until(from: clock(), await daemon.zone().zone)
            try await answers.note("task.snoozed", "Put off", card, by: person, [], putOff: until, callingFrom: queue)
        }
        return queue != nil ? try await takeNext(ask) : .other([], query: list.query(page: list.page))
    }

    /// What somebody wrote, no longer than the field lets them.
    private func words(_ ask: Ask, _ name: String) -> String {
        String(ask.field(name).replacing("\r\n", with: "\n").unicodeScalars.prefix(1_000))
    }

    private func refused(_ ask: Ask, _ route: Route, _ refusal: Answers.Refusal) async -> Answer {
        let task: String?
        if case .answer(let id, _) = route { task = id } else { task = nil }
        switch refusal {
        case .claimed(let owner, let since):
            let visit = await visit(ask)
            let at = since.map { " since \(spoken($0, visit))" } ?? ""
            return await note(
                ask, "\(owner.shown(upTo: 64)) has it", "\(owner.shown(upTo: 64)) has this task\(at).", 409, task)
        case .answered(let pending):
            let who = pending.person.shown(upTo: 64)
            return await note(ask, "Answered already", "\(who) has just answered it: \(pending.word).", 409, task)
        case .over: return await note(ask, "It is over", "This task has ended meanwhile.", 409, task)
        case .held: return await note(ask, "It is held", "This task has not come out yet.", 409, task)
        case .nobodys: return await note(ask, "Nobody has it", "This task is nobody's.", 409, task)
        case .notWritten(let why):
            return await note(ask, "It could not be written", "Your answer was not taken: \(why)", 503, task)
        }
    }

    private func note(
        _ ask: Ask, _ heading: String, _ text: String, _ status: Int, _ task: String? = nil
    ) async -> Answer {
        .page(NotePage(await visit(ask), heading: heading, text: text, task: task).html, status: status)
    }
}
