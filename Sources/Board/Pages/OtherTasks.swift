import Events
import HTML

/// What else is open for a customer.
struct OtherTasks {
    let visit: Visit
    let card: TaskCard
    /// In their order.
    let others: [TaskCard]
    let whatIf: WhatIf?

    private var clock: SiteClock { SiteClock(visit) }

    func write(to html: inout Markup) {
        if others.isEmpty { return }
        html.raw("<h2>Also open for this customer</h2>")
        html.element(.ul, [.a(.class, "tasks")]) { html in
            for other in others { html.element(.li, [.a(.class, "task")]) { write(other, &$0) } }
        }
    }

    private func write(_ other: TaskCard, _ html: inout Markup) {
        html.element(.a, [.a(.class, "say"), .path(.href, ["task", other.id])]) { $0.data(other.say, upTo: 200) }
        html.element(.p, [.a(.class, "about")]) { html in
            html.due(other, clock)
            html.standing(other, visit)
            if whatIf?.tasks.contains(other.id) ?? false {
                html.raw(" <strong>goes when they are reached</strong>")
            }
        }
    }

    /// What goes if they are reached.
    func writeIfReached(to html: inout Markup) {
        guard let whatIf, visit.reachedEndsOthers, !whatIf.tasks.isEmpty || !whatIf.waits.isEmpty else { return }
        html.raw("<h2>If you reach them now</h2><ul>")
        let tasks = whatIf.tasks.count(where: { $0 != card.id })
        if tasks > 0 { html.element(.li, text: "\(counted(tasks, "other task")) of theirs will be taken back") }
        for wait in whatIf.waits.prefix(10) {
            html.element(.li) { html in
                html.raw("no task will open for: ")
                html.data(wait)
            }
        }
        html.raw("</ul>")
    }
}
