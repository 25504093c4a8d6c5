import Events
import HTML

/// What came from outside, in a page.
extension Markup {
    /// A text of a customer, a program or a rule: set apart from the writing around it (UAX 9), of no more than so many
    /// characters, with what cannot be seen written out.
    mutating func data(_ text: String, upTo length: Int = 200) {
        element(.bdi, text: text.shown(upTo: length))
    }

    /// An instant, so that a person reads it at once, and a program exactly.
    mutating func time(_ time: Timestamp, _ clock: SiteClock) {
        element(.time, [.a(.datetime, time.description), .a(.title, clock.exact(time))], text: clock.near(time))
    }

    /// When a task is due, with how long that is.
    mutating func due(_ card: TaskCard, _ clock: SiteClock) {
        guard let due = card.standing.dueAt else { return element(.span, [.a(.class, "due")], text: "no time set") }
        let section = OpenList.section(card, at: clock.now)
        let look = section == .late ? "due late" : section == .soon ? "due soon" : "due"
        element(.span, [.a(.class, look)]) { html in
            html.text(section == .late ? "\(clock.distance(to: due)) late" : "in \(clock.distance(to: due))")
            html.raw(" <span class=\"dim\">(")
            html.time(due, clock)
            html.raw(")</span>")
        }
    }

    /// `urgent`, `high`; nothing of the others.
    mutating func priority(_ card: TaskCard) {
        if card.urgency > 1 { return }
        raw(" ")
        element(.span, [.a(.class, "mark")], text: card.priority)
    }

    /// Who has a task, and until when it is put off.
    mutating func standing(_ card: TaskCard, _ visit: Visit) {
        let clock = SiteClock(visit)
        if let owner = card.standing.owner {
            raw(" <strong>")
            text(Text(owner) == Text(visit.person) ? "you have it" : "\(owner.shown(upTo: 40)) has it")
            raw("</strong>")
        }
        if card.isAsleep(at: clock.now), let until = card.standing.snoozedUntil {
            text(" put off until \(clock.near(until))")
        }
    }

    /// A number that is called by a touch; text that is none stays text.
    mutating func phone(_ written: String) {
        guard let number = Telephone.number(written) else { return data(written) }
        element(.a, [.telephone(number)], text: written.shown(upTo: 40))
    }
}
