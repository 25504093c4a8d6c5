import Events
import HTML

/// The beginning of a page about a task: whom to reach, what to say, how it stands.
struct TaskHead {
    let visit: Visit
    let card: TaskCard
    let phone: String?
    let answered: PendingAnswer?
    /// Whether the customer is being called.
    var isCall = false

    /// A sentence of more characters is set smaller: some hold all that a customer wrote.
    private static let isLongFrom = 200

    private var clock: SiteClock { SiteClock(visit) }

    func write(to html: inout Markup) {
        html.element(.p, [.a(.class, "customer")]) { html in
            html.data(card.about, upTo: 80)
            if !card.key.isEmpty {
                html.raw(" <span class=\"dim\">")
                html.data(card.key, upTo: 120)
                html.raw("</span>")
            }
            if let link = visit.customerLink, !card.customer.isEmpty {
                html.raw(" ")
                html.element(.a, [.outside(link.address(of: card.customer))], text: "Open their record")
            }
        }
        let isLong = card.say.unicodeScalars.count > Self.isLongFrom
        html.element(.h1, [.a(.id, "say"), .a(.class, isLong ? "long" : "short")]) { $0.data(card.say, upTo: 6_000) }
        html.element(.p, [.a(.id, "standing"), .a(.class, "about")]) { standing(&$0) }
        if let phone, let number = Telephone.number(phone), card.place != .closed {
            html.element(.p, [.a(.class, "dial")]) { html in
                html.element(
                    .a, [.a(.class, "button call"), .telephone(number)], text: "Call \(phone.shown(upTo: 40))")
            }
        } else if isCall, card.place != .closed {
            html.raw("<p class=\"dim\">No telephone number of theirs is known.</p>")
        }
    }

    private func standing(_ html: inout Markup) {
        if let answered {
            html.element(.strong) { html in
                html.text("\(answered.said(clock)) by ")
                html.data(answered.person, upTo: 64)
                html.raw(", a moment ago")
            }
            return
        }
        guard card.place == .open, card.standing.state == "open" else {
            html.element(.strong) { $0.data(TaskWords.fate(card, clock), upTo: 400) }
            if card.place == .held, let until = card.standing.heldUntil {
                html.raw(" until ")
                html.time(until, clock)
            }
            return
        }
        html.due(card, clock)
        html.priority(card)
        html.raw(" <span class=\"dim\">")
        html.data(card.queue, upTo: 40)
        html.raw("</span>")
        if let owner = card.standing.owner {
            html.raw(" <strong>")
            if Text(owner) == Text(visit.person) {
                html.raw("You have it")
            } else {
                html.data(owner, upTo: 64)
                html.raw(" has it")
            }
            html.raw("</strong>")
            if let since = card.standing.ownedSince {
                html.raw(" since ")
                html.time(since, clock)
            }
        }
        if let until = card.standing.snoozedUntil, until > clock.now {
            html.raw(" <strong>put off until ")
            html.time(until, clock)
            html.raw("</strong>")
        }
    }
}
