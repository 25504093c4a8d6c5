import Control
import Dispatch
import Engine
import TaskDispatch
package import Events
import Foundation
import RuleLanguage
import Store
import Synchronization

/// Answers what comes over the control channel.
///
/// A reload goes to the loop; everything else is read from the board, the spool and a second, read-only connection to
/// the store on a thread of its own, so that no question holds up a turn.
package final class RequestHandler: Sendable {
    private let settings: Settings
    private let mailbox: Mailbox
    private let report: StatusReport
    private let clock: @Sendable () -> Timestamp
    private let longestStory: Int
    private let answers = DispatchQueue(label: "outreachd.answers")
    /// Who waits for an answer that is the same for all.
    private let waiting = Mutex<[ControlRequest.Kind: [Reply]]>([:])

    package init(
        settings: Settings, mailbox: Mailbox, board: StatusBoard,
        clock: @escaping @Sendable () -> Timestamp = WallClock.now, longestStory: Int = RequestHandler.longestStory
    ) {
        self.settings = settings
        self.mailbox = mailbox
        self.clock = clock
        self.longestStory = longestStory
        report = StatusReport(settings: settings, board: board)
    }

    /// Called on the thread of the server.
    func take(_ line: [UInt8], _ reply: Reply) {
        guard let request = ControlRequest(line: line) else {
            let known = ControlRequest.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            return reply.answer(ControlAnswer(error: "not a request: send {\"request\":…} with one of \(known)").line)
        }
        switch request.request {
        case .reload: reload(request, reply)
        case .status, .metrics: together(request.request, reply)
        case .customer:
            guard let customer = request.customer else {
                return reply.answer(ControlAnswer(error: "\"customer\" is missing: whose story?").line)
            }
            later(reply) { desk in
                try desk.story(of: Text(customer))
            }
        case .coming, .story, .whatIf: ask(request, reply)
        }
    }

    /// Those who ask while an answer is being put together get the next one, all of them the same.
    private func together(_ kind: ControlRequest.Kind, _ reply: Reply) {
        let isFirst = waiting.withLock { waiting in
            waiting[kind, default: []].append(reply)
            return waiting[kind]?.count == 1
        }
        guard isFirst else { return }
        answers.async { [self] in
            let replies = waiting.withLock { $0.removeValue(forKey: kind) ?? [] }
            let line = answer {
                kind == .metrics
                    ? ControlAnswer(metrics: try report.metrics(now: clock()))
                    : ControlAnswer(status: try report.answer(now: clock()))
            }
            for reply in replies { reply.answer(line) }
        }
    }

    private func later(_ reply: Reply, _ work: @escaping @Sendable (RequestHandler) throws -> ControlAnswer) {
        answers.async { [self] in reply.answer(answer { try work(self) }) }
    }

    private func answer(_ work: () throws -> ControlAnswer) -> [UInt8] {
        do {
            return try work().line
        } catch {
            // While it waits for a disk at its start there is no state yet that could be read.
            return ControlAnswer(error: report.board.now.transientFailure ?? DaemonError(error).sentence).line
        }
    }

    // MARK: What people ask who work the tasks

    /// So long the work of an answer may take, in seconds.
    private static let patience = 3.0
    /// How many entries are told that come due.
    private static let comingAtMost = 1_000

    private func ask(_ request: ControlRequest, _ reply: Reply) {
        later(reply) { desk in
            guard let engine = desk.report.board.now.engine else {
                return ControlAnswer(error: "the daemon is starting: it has read no rules yet")
            }
            let end = ContinuousClock.now.advanced(by: .seconds(Self.patience))
            let questions = try LiveQuestions(
                engine: engine, settings: desk.settings, now: desk.clock(), goesOn: { ContinuousClock.now < end })
            return try Self.answer(request, questions)
        }
    }

    private static func answer(_ request: ControlRequest, _ questions: LiveQuestions) throws -> ControlAnswer {
        if request.request == .coming {
            guard let within = TimeSpan(written: request.within ?? "1d"), within >= .zero else {
                return ControlAnswer(error: "\"within\" is no duration as 4h or 1d")
            }
            let limit = min(max(request.limit ?? 200, 1), comingAtMost)
            return ControlAnswer(coming: try questions.coming(until: questions.now + within, limit: limit))
        }
        if request.request == .story {
            guard let customer = request.customer else {
                return ControlAnswer(error: "\"customer\" is missing: whose story?")
            }
            let story = try questions.story(of: Text(customer))
            return try story.map { ControlAnswer(story: $0) }
                ?? ControlAnswer(error: questions.untold(Text(customer)))
        }
        guard let event = request.event.flatMap({ questions.event($0) }) else {
            return ControlAnswer(error: "\"event\" is no event that the rules in force declare")
        }
        let answer = try questions.whatIf(event)
        return try answer.map { ControlAnswer(whatIf: $0) }
            ?? ControlAnswer(error: questions.untold(event.customer))
    }

    // MARK: Reload

    private func reload(_ request: ControlRequest, _ reply: Reply) {
        var backfill = TimeSpan.zero
        if let text = request.backfill {
            guard let span = TimeSpan(written: text), span >= .zero else {
                return reply.answer(ControlAnswer(error: "\"backfill\" is no duration as 7d or 12h: \(text)").line)
            }
            backfill = span
        }
        let board = report.board
        mailbox.reload(backfill: backfill) { outcome in
            reply.answer(Self.answer(outcome, rules: board.now.program?.rules.count ?? 0).line)
        }
    }

    private static func answer(_ outcome: ReloadOutcome, rules: Int) -> ControlAnswer {
        switch outcome {
        case .live(let adoption, let changes, let waiting):
            return ControlAnswer(
                reload: ReloadAnswer(
                    live: true, rules: adoption.rules, new: adoption.new.map(\.string),
                    removed: adoption.removed.map(\.string), since: adoption.since?.description,
                    tasks: changes.tasks, waiting: waiting))
        case .refused(let refusal):
            return ControlAnswer(reload: ReloadAnswer(live: false, diagnostics: refusal.diagnostics, rules: rules))
        case .failed(let error):
            return ControlAnswer(reload: ReloadAnswer(live: false, diagnostics: [error.sentence], rules: rules))
        case .ending:
            return ControlAnswer(error: "the daemon is ending; it reads the rules at its next start")
        }
    }

    // MARK: A customer

    /// So many bytes of events, state and rules are told of one customer, by default.
    static let longestStory = 64 << 20

    private func story(of customer: Text) throws -> ControlAnswer {
        let store = try StateStore(reading: settings.state)
        guard let stored = try store.load(customer: customer), let rules = try store.rulesInForce() else {
            return ControlAnswer(error: "the daemon knows no customer \"\(customer)\"")
        }
        let setAside = try store.unfinishedCustomers().first { $0.customer == customer && $0.isSetAside }?.sentence
        guard stored.text.count + (stored.state?.count ?? 0) + rules.text.count <= longestStory else {
            return ControlAnswer(error: tooLong(customer, stored, setAside))
        }
        let since = try store.knownRules().compactMap { rule in
            rule.since.map { (rule.name.string, $0.description) }
        }
        let answer = CustomerAnswer(
            rules: (RuleSet.sources(rules.text) ?? []).map {
                .init(
                    path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self),
                    isTable: $0.kind == .rules ? nil : true)
            },
            since: Dictionary(since, uniquingKeysWith: { $1 }),
            now: max(try store.clock() ?? .distantPast, clock()).description, events: stored.events.map(\.string),
            brought: try store.bringers(of: customer).map { $0?.string },
            state: Data(stored.state ?? CustomerState(customer: customer).encoded()), setAside: setAside)
        return ControlAnswer(customer: answer)
    }

    /// Names the ways to a story that is longer than a running daemon should have in memory once more.
    private func tooLong(_ customer: Text, _ stored: CustomerRecord, _ setAside: String?) -> String {
        let events = stored.text.count { $0 == UInt8(ascii: "\n") }
        return (setAside.map { "\($0); " } ?? "")
            + "\(events) events of customer \"\(customer)\" are more than a running daemon tells of. The user of the daemon "
            + "reads them in its state: outreachd explain --state \(settings.state) --rules PATH --customer "
            + "\"\(customer)\", or outreachd events --state \(settings.state) --customer \"\(customer)\""
    }
}
