import Events
package import HTML

/// One task: what to say, why, the answers, and what else is known of the customer.
package struct TaskPage {
    let visit: Visit
    let task: TaskDetail
    /// The list in which it was found.
    let from: ListView
    /// Other open tasks of the customer.
    let others: [TaskCard]
    let story: CustomerStory?
    let whatIf: WhatIf?
    /// What somebody has answered to it a moment ago.
    let answered: PendingAnswer?

    package init(
        _ visit: Visit, _ task: TaskDetail, from: ListView = ListView(), others: [TaskCard], story: CustomerStory?,
        whatIf: WhatIf?,
        answered: PendingAnswer?
    ) {
        self.visit = visit
        self.task = task
        self.from = from
        self.others = others
        self.story = story
        self.whatIf = whatIf
        self.answered = answered
    }

    private var card: TaskCard { task.card }
    private var clock: SiteClock { SiteClock(visit) }

    package var html: Markup {
        let screen: Frame.Screen = card.place == .open ? .open : card.place == .held ? .held : .gone
        return Frame(visit: visit, title: "\(card.about): \(card.say)", screen: screen).page { html in
            if from != ListView() {
                html.element(.p, [.a(.class, "views")]) { html in
                    html.element(.a, [.path(.href, [], query: from.query(page: from.page))], text: "Back to the list")
                }
            }
            TaskHead(visit: visit, card: card, phone: phone, answered: answered).write(to: &html)
            html.element(.div, [.a(.class, "columns")]) { html in
                html.element(.div) { html in
                    if card.place != .closed { TaskAnswers(visit: visit, card: card, from: from).write(to: &html) }
                    reach(&html)
                }
                html.element(.div) { html in
                    TaskTimeline(task: task, clock: clock, story: story).write(to: &html)
                    if !task.members.isEmpty { members(&html) }
                    if let story { StoryPart(story: story, clock: clock).write(to: &html) }
                }
            }
        }
    }

    /// From the customer's facts, else from what brought the task about.
    private var phone: String? {
        story?.known.first { Telephone.isName($0.name) && Telephone.number($0.value) != nil }?.value ?? card.phone
    }

    /// Other tasks of the customer, and what would go if they were reached.
    private func reach(_ html: inout Markup) {
        if others.isEmpty && whatIf?.waits.isEmpty ?? true { return }
        let ended = Set(whatIf?.tasks ?? [])
        if !others.isEmpty {
            html.raw("<h2>Also open for this customer</h2>")
            html.element(.ul, [.a(.class, "tasks")]) { html in
                for other in others {
                    html.element(.li, [.a(.class, "task")]) { html in
                        html.element(.a, [.a(.class, "say"), .path(.href, ["task", other.id])]) {
                            $0.data(other.say, upTo: 200)
                        }
                        html.element(.p, [.a(.class, "about")]) { html in
                            html.due(other, clock)
                            if ended.contains(other.id) { html.raw(" <strong>goes when they are reached</strong>") }
                        }
                    }
                }
            }
        }
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

    private func members(_ html: inout Markup) {
        html.raw("<h2>Gathered in it</h2>")
        html.element(.ul) { html in
            for member in task.members.prefix(200) {
                html.element(.li) { html in
                    html.element(.a, [.path(.href, ["task", member.task])]) { $0.data(member.customer, upTo: 80) }
                }
            }
        }
        if task.members.count > 200 { html.element(.p, text: "and \(task.members.count - 200) more") }
    }
}
