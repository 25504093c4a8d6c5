import Board
import Events
import Foundation
import Glibc
import Logging
import Spool
import TaskFiles

/// Takes people's answers and drops them into the spool: a claim at once, whatever ends or puts off a task when it has not
/// been taken back for some seconds.
actor Answers {
    /// What the events of answers name as their source.
    static let source = "/outreachd/board"

    /// Why an answer is not taken.
    enum Refusal: Error, Equatable {
        /// Somebody has it.
        case claimed(by: String, at: Timestamp?)
        /// Somebody has answered it a moment ago.
        case answered(PendingAnswer)
        /// The task is over.
        case over
        /// It has not come out: it cannot be claimed.
        case held
        /// Nobody has it, so that it cannot be given back.
        case nobodys
        case notWritten(String)
    }

    private struct Pending {
        var shown: PendingAnswer
        var file: String
        var bytes: [UInt8]
        /// Whom the task is about, and whether their other tasks end with it.
        var customer: String
        var endsOthers: Bool
        /// When it is tried next.
        var due: Timestamp
    }

    private let settings: BoardSettings
    private let changes: ChangeHub
    private let log: Logger
    private let clock: @Sendable () -> Timestamp
    private var waiting: [String: Pending] = [:]
    /// Claims that the daemon has not written into the files yet.
    private var claims: [String: (person: String, at: Timestamp)] = [:]
    /// When answers are tried again that an earlier board has left; nil if there are none.
    private var recovery: Timestamp?
    private let (notes, noting) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    /// Why answers cannot be written at present.
    private(set) var trouble: String?

    /// After so long a claim of which no file tells is none.
    private static let claimHolds = TimeSpan.minutes(1)

    init(
        _ settings: BoardSettings, changes: ChangeHub, log: Logger, clock: @escaping @Sendable () -> Timestamp
    ) {
        self.settings = settings
        self.changes = changes
        self.log = log
        self.clock = clock
    }

    // MARK: What waits

    /// What anybody has answered a moment ago.
    var pending: [PendingAnswer] { waiting.values.map(\.shown).sorted { $0.until < $1.until } }

    func pending(of task: String) -> PendingAnswer? { waiting.values.first { $0.shown.task == task }?.shown }

    /// Who has a task: as its file says, else who claimed it a moment ago.
    func owner(of card: TaskCard) -> (person: String, at: Timestamp?)? {
        if let owner = card.standing.owner { return (owner, card.standing.ownedSince) }
        guard let claim = claims[card.id], clock() - claim.at < Self.claimHolds else { return nil }
        return (claim.person, claim.at)
    }

    /// Cards with the claims that their files do not tell yet.
    func standing(_ cards: [TaskCard]) -> [TaskCard] {
        if claims.isEmpty { return cards }
        return cards.map { card in
            guard card.standing.owner == nil, let owner = owner(of: card) else { return card }
            var card = card
            card.standing.owner = owner.person
            card.standing.ownedSince = owner.at
            return card
        }
    }

    // MARK: Answers

    /// Takes a task on, unless somebody has it.
    func claim(_ card: TaskCard, by person: String) throws(Refusal) {
        try check(card)
        if card.place == .held { throw .held }
        if let owner = owner(of: card) {
            if Text(owner.person) == Text(person) { return }
            throw .claimed(by: owner.person, at: owner.at)
        }
        let now = clock()
        try drop(event("task.claimed", card, person, now).bytes, as: "task.claimed", card, person)
        claims = claims.filter { now - $0.value.at < Self.claimHolds }
        claims[card.id] = (person, now)
        changes.tell()
    }

    /// Cards as they stand once the answers are given that still wait: what was put off sleeps, what was answered is over,
    /// and so is whatever else there is of who was reached.
    func foreseen(_ cards: [TaskCard]) -> [TaskCard] {
        let answers = Dictionary(waiting.values.map { ($0.shown.task, $0.shown) }) { first, _ in first }
        let reached = Set(waiting.values.filter(\.endsOthers).map { Text($0.customer) }).subtracting([""])
        return standing(cards).compactMap { card in
            if reached.contains(Text(card.customer)) { return nil }
            guard let answer = answers[card.id] else { return card }
            guard let until = answer.putOff else { return nil }
            var card = card
            card.standing.snoozedUntil = until
            return card
        }
    }

    /// Takes the most urgent that nobody has. Of whom an answer still waits there is no other task as long as there is one
    /// of somebody else.
    func claimNext(
        of cards: [TaskCard], queue: String, by person: String
    ) throws(Refusal) -> TaskCard? {
        let met = Set(waiting.values.map { Text($0.customer) }).subtracting([""])
        let all = foreseen(cards)
        let others = all.filter { !met.contains(Text($0.customer)) }
        guard
            let next = NextCall(others, at: clock()).first(of: queue, for: person)
                ?? NextCall(all, at: clock()).first(of: queue, for: person)
        else { return nil }
        try claim(next, by: person)
        return next
    }

    /// Gives a task back.
    func release(_ card: TaskCard, by person: String) throws(Refusal) {
        try check(card)
        guard owner(of: card) != nil else { throw .nobodys }
        try drop(event("task.released", card, person, clock()).bytes, as: "task.released", card, person)
        claims[card.id] = nil
        changes.tell()
    }

    /// Notes an answer that may be taken back for some seconds, and is dropped then.
    /// - Parameters:
    ///   - word: by which the answer is called, `Done`.
    ///   - fields: of the event, besides the task and who says so; without the empty ones.
    ///   - putOff: until when it puts the task off, if it does.
    ///   - contact: an event of the customer that goes with it.
    ///   - callingFrom: the queue that calls are taken from, if it is given in a call.
    func note(
        _ type: String, _ word: String, _ card: TaskCard, by person: String, _ fields: [(name: String, value: String)],
        putOff: Timestamp? = nil, contact: ContactEvent? = nil, callingFrom: String? = nil
    ) throws(Refusal) {
        try check(card)
        let now = clock()
        let until = putOff.map { [(name: "until", value: $0.description)] } ?? []
        let answer = event(type, card, person, now, fields + until)
        var bytes = answer.bytes + [0x0a]
        if let contact, !card.customer.isEmpty {
            bytes += contact.event(id: answer.id + "-contact", of: card.customer, at: now).bytes + [0x0a]
        }
        var shown = PendingAnswer(
            id: answer.id, task: card.id, person: person, word: word, about: card.about,
            until: now + patience)
        shown.putOff = putOff
        shown.callingFrom = callingFrom
        let pending = Pending(
            shown: shown, file: "\(type)-\(answer.id).ndjson", bytes: bytes, customer: card.customer,
            endsOthers: contact != nil, due: shown.until)
        try keep(pending)
        waiting[answer.id] = pending
        noting.yield()
        log.notice("\(word.lowercased())", metadata: metadata(card, person))
        changes.tell()
    }

    /// Takes an answer back.
    /// - Returns: it; nil if it is too late for that, or it is somebody else's.
    func undo(_ id: String, by person: String) -> PendingAnswer? {
        guard let pending = waiting[id], Text(pending.shown.person) == Text(person) else { return nil }
        waiting[id] = nil
        forget(pending)
        log.notice("taken back", metadata: ["by": .string(person), "task": .string(pending.shown.task)])
        changes.tell()
        return pending.shown
    }

    private func check(_ card: TaskCard) throws(Refusal) {
        if card.place == .closed { throw .over }
        if let pending = pending(of: card.id) { throw .answered(pending) }
    }

    // MARK: Writing

    /// Drops what has waited long enough.
    /// - Parameter all: whatever still waits, too: the board ends.
    func dropDue(all: Bool = false) {
        let now = clock()
        if recovery.map({ isPast($0, at: now) }) ?? false { recover() }
        for (id, pending) in waiting where all || isPast(pending.due, at: now) {
            do throws(SpoolError) {
                try dropEvents(pending.bytes, named: SpoolName(pending.file), into: settings.spool)
                waiting[id] = nil
                forget(pending)
                trouble = nil
            } catch {
                say(error)
                waiting[id]?.due = now + patience
            }
            changes.tell()
        }
    }

    /// Waits until something may be due: until the first answer that waits is, else until one is noted.
    func waitForDue() async {
        let due = (waiting.values.map(\.due) + (recovery.map { [$0] } ?? [])).min()
        if let due {
            let span = max(.zero, min(due - clock(), patience))
            try? await Task.sleep(for: .seconds(span.seconds) + .nanoseconds(span.nanoseconds))
        } else {
            for await _ in notes { return }
        }
    }

    private var patience: TimeSpan { TimeSpan(seconds: settings.limits.undoSeconds) }

    /// Whether a time has come; also where the clock was set back meanwhile, for nothing is due later than by `patience`.
    private func isPast(_ due: Timestamp, at now: Timestamp) -> Bool { due <= now || due - now > patience }

    /// Drops what an earlier board has left; what cannot be dropped is tried again.
    func recover() {
        recovery = nil
        guard let state = settings.state else { return }
        let folder = state + "/incoming"
        let own = Set(waiting.values.map(\.file))
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
            if name.hasPrefix(".") || own.contains(name) { continue }
            guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            do throws(SpoolError) {
                try dropEvents([UInt8](bytes), named: SpoolName(name), into: settings.spool)
                unlink(folder + "/" + name)
                log.notice("dropped an answer that waited when the board ended", metadata: ["file": .string(name)])
                trouble = nil
            } catch {
                recovery = clock() + patience
                say(error)
            }
        }
    }

    private func say(_ error: SpoolError) {
        trouble = "Answers cannot be written, and are tried again: \(error.sentence)"
        log.error("\(error.sentence)")
    }

    /// So that an answer outlives the board.
    private func keep(_ pending: Pending) throws(Refusal) {
        guard let state = settings.state else { return }
        do throws(SpoolError) {
            try dropEvents(pending.bytes, named: SpoolName(pending.file), into: state)
        } catch {
            throw .notWritten(error.sentence)
        }
    }

    private func forget(_ pending: Pending) {
        if let state = settings.state { unlink("\(state)/incoming/\(pending.file)") }
    }

    private func drop(_ bytes: [UInt8], as type: String, _ card: TaskCard, _ person: String) throws(Refusal) {
        do throws(SpoolError) {
            try dropEvents(bytes, named: SpoolName("\(type)-\(card.shortID)-\(newID()).json"), into: settings.spool)
        } catch {
            throw .notWritten(error.sentence)
        }
        log.notice("\(type == "task.claimed" ? "claimed" : "given back")", metadata: metadata(card, person))
    }

    /// Ids and names only: what was said does not belong in a log.
    private func metadata(_ card: TaskCard, _ person: String) -> Logger.Metadata {
        [
            "by": .string(person), "task": .string(card.id), "rule": .string(card.rule),
            "customer": .string(card.customer),
        ]
    }

    private func event(
        _ type: String, _ card: TaskCard, _ person: String, _ now: Timestamp,
        _ fields: [(name: String, value: String)] = []
    ) -> AnswerEvent {
        let more = fields.filter { !$0.value.isEmpty }.map { (name: $0.name, value: AnswerEvent.Value.text($0.value)) }
        return AnswerEvent(
            id: newID(), source: Self.source, type: type,
            subject: card.customer.isEmpty ? AnswerEvent.incidents : card.customer, time: now,
            data: [("task", .text(card.id)), ("rule", .text(card.rule)), ("by", .text(person))] + more)
    }

    private func newID() -> String {
        var random = SystemRandomNumberGenerator()
        return String(random.next(), radix: 16) + String(random.next(), radix: 16)
    }
}
