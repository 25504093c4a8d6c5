import Board
import Events
import Foundation
import Glibc
import HTML
import TaskFiles

/// The board: from what is asked to what is answered.
struct BoardSite: Sendable {
    let settings: BoardSettings
    let book: TaskBook
    let daemon: DaemonLink
    let answers: Answers
    let changes: ChangeHub
    let clock: @Sendable () -> Timestamp
    /// As whom the board drops answers; nil if that user may say everything, or has no name.
    let user = geteuid() == 0 ? nil : Accounts.name(of: geteuid())

    func answer(_ ask: Ask) async -> Answer {
        switch ask.route {
        case .failure(.nothing):
            let page = NotePage(await visit(ask), heading: "Nothing is here", text: "The address names no page.")
            return .page(page.html, status: 404)
        case .failure(.method(let allowed)):
            var answer = Answer.text("This is asked for by \(allowed).", status: 405)
            answer.fields.append(("allow", allowed))
            return answer
        case .success(let route): return await answer(ask, route)
        }
    }

    private func answer(_ ask: Ask, _ route: Route) async -> Answer {
        switch route {
        case .asset(let name): return .asset(Asset.of(name), matches: ask.matches)
        case .stream: return .text("")
        case .open(let view):
            let cards = await answers.standing(book.cards(.open))
            return .page(OpenPage(await visit(ask), view, cards, answered: await answers.pending).html)
        case .task(let id, let view): return await task(ask, id, from: view)
        case .calls(let queue):
            let cards = await answers.foreseen(book.cards(.open))
            return .page(CallsPage(await visit(ask), queue: queue, cards).html)
        case .call(let id, let queue): return await call(ask, id, queue: queue)
        case .coming(let hours):
            let coming = await daemon.coming(hours: hours)
            return .page(ComingPage(await visit(ask, coming.absence), hours: hours, try? coming.get()).html)
        case .held: return .page(HeldPage(await visit(ask), book.cards(.held)).html)
        case .gone(let find): return .page(GonePage(await visit(ask), find: find, book.cards(.closed)).html)
        case .status:
            let status = await daemon.status()
            let cards = await answers.standing(book.cards(.open))
            return .page(StatusPage(await visit(ask, status.absence), try? status.get(), cards).html)
        case .report:
            if !hasReport { return await nothing(ask) }
            return .page(ReportScreen(await visit(ask)).html, withFrames: true)
        case .reportPage: return await report(ask)
        case .fates(let ids): return await fates(ask, ids)
        case .takeNext, .answer, .undo:
            if ask.isCrossSite { return .text("This answer was sent by a page of another site.", status: 403) }
            return await posted(ask, route)
        }
    }

    // MARK: What every page needs

    /// - Parameter absence: why the daemon could not be asked just now.
    func visit(_ ask: Ask, _ absence: DaemonLink.Absence? = nil) async -> Visit {
        let (zone, away) = await daemon.zone()
        let status = try? await daemon.status().get()
        var visit = Visit(person: ask.person, now: clock(), zone: zone, version: changes.version)
        visit.customerLink = settings.customerLink
        visit.hasReport = hasReport
        visit.reachedEndsOthers = settings.reached != nil
        visit.views =
            settings.views.flatMap { FileManager.default.contents(atPath: $0) }
            .map { TeamView.read(String(decoding: $0, as: UTF8.self)) } ?? []
        visit.pending = await answers.pending.filter { Text($0.person) == Text(ask.person) }
        visit.trouble = await answers.trouble ?? absence?.sentence ?? away.map { _ in Self.away } ?? doubt(status)
        return visit
    }

    /// What it means for who works the tasks; the screens that ask the daemon say why.
    private static let away =
        "outreachd is not running, or does not answer: tasks may be old. What you answer is kept, and counts when it runs again."

    /// Why answers do not count as those of the people who give them, where the rules say who answers.
    private func doubt(_ status: ServiceStatus?) -> String? {
        guard let deputies = status?.deputies, let user, !deputies.contains(user) else { return nil }
        return
            "The rules do not believe in whose name the board answers: write \"deputy \(user)\" behind \"answers by\"."
    }

    /// A task as its file says, with a claim that the file does not tell yet.
    func detail(_ id: String) async -> TaskDetail? {
        guard var detail = book.detail(id) else { return nil }
        if let card = await answers.standing([detail.card]).first { detail.card = card }
        return detail
    }

    // MARK: Pages

    private func task(_ ask: Ask, _ id: String, from view: ListView) async -> Answer {
        guard let detail = await detail(id) else { return await nothing(ask) }
        let customer = detail.card.customer
        let story = customer.isEmpty ? nil : try? await daemon.story(of: customer).get()
        let isOpen = detail.card.place != .closed
        let page = TaskPage(
            await visit(ask), detail, from: view, others: await others(than: detail.card), story: story,
            whatIf: isOpen ? await whatIf(customer) : nil, answered: await answers.pending(of: detail.card.id))
        return .page(page.html)
    }

    /// The other open tasks of its customer.
    private func others(than card: TaskCard) async -> [TaskCard] {
        if card.customer.isEmpty { return [] }
        let theirs = await answers.standing(book.cards(.open)).filter {
            Text($0.customer) == Text(card.customer) && $0.id != card.id
        }
        return OpenList.sorted(theirs, at: clock())
    }

    /// What would go if the customer was reached now.
    private func whatIf(_ customer: String) async -> WhatIf? {
        guard let reached = settings.reached, !customer.isEmpty else { return nil }
        // To the minute, so that it is the same question for a while.
        let now = clock()
        let minute = Timestamp(seconds: now.seconds / 60 * 60)
        let event = reached.event(id: "what-if", of: customer, at: minute)
        return try? await daemon.whatIf(String(decoding: event.bytes, as: UTF8.self)).get()
    }

    private func call(_ ask: Ask, _ id: String, queue: String) async -> Answer {
        guard let detail = await detail(id) else { return await nothing(ask) }
        let customer = detail.card.customer
        let next = NextCall(await answers.foreseen(book.cards(.open)), at: clock())
        let page = CallPage(
            await visit(ask), detail, others: await others(than: detail.card),
            story: customer.isEmpty ? nil : try? await daemon.story(of: customer).get(),
            whatIf: detail.card.place == .closed ? nil : await whatIf(customer), queue: queue,
            waiting: next.waiting(in: queue).count, answered: await answers.pending(of: id))
        return .page(page.html)
    }

    private var hasReport: Bool { settings.report.map { FileManager.default.isReadableFile(atPath: $0) } ?? false }

    /// Somebody's page, as it is, without the right to load, to ask or to run anything.
    private func report(_ ask: Ask) async -> Answer {
        guard let bytes = settings.report.flatMap({ FileManager.default.contents(atPath: $0) }) else {
            return await nothing(ask)
        }
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"
        let fields = Answer.guards.filter { $0.0 != "content-security-policy" }
        return Answer(
            status: 200,
            fields: fields + [("content-security-policy", policy), ("content-type", "text/html; charset=utf-8")],
            body: [UInt8](bytes))
    }

    private func fates(_ ask: Ask, _ ids: [String]) async -> Answer {
        let visit = await visit(ask)
        var lines: [String] = []
        for id in ids where !id.contains(where: \.isNewline) {
            let pending = await answers.pending(of: id)
            lines.append("\(id.shown(upTo: 128))\t\(fate(of: book.card(id), pending, visit))")
        }
        return .text(lines.joined(separator: "\n"))
    }

    func nothing(_ ask: Ask) async -> Answer {
        let page = NotePage(
            await visit(ask), heading: "No such task",
            text: "Its file is not there any more. Tasks that ended long ago are removed.")
        return .page(page.html, status: 404)
    }
}

extension Result where Failure == DaemonLink.Absence {
    fileprivate var absence: DaemonLink.Absence? {
        if case .failure(let absence) = self { return absence }
        return nil
    }
}
