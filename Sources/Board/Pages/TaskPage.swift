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
                    let list = Attribute.path(.href, [], query: from.query(page: from.page), place: "t-\(card.id)")
                    html.element(.a, [list], text: "Back to the list")
                }
            }
            TaskHead(visit: visit, card: card, phone: story?.phone ?? card.phone, answered: answered).write(to: &html)
            html.element(.div, [.a(.class, "columns")]) { html in
                html.element(.div) { html in
                    // Who comes back to what is answered already takes it back, or leaves it.
                    if card.place != .closed, answered == nil {
                        TaskAnswers(visit: visit, card: card, from: from).write(to: &html)
                    }
                    let more = OtherTasks(visit: visit, card: card, others: others, whatIf: whatIf)
                    more.write(to: &html)
                    more.writeIfReached(to: &html)
                }
                html.element(.div) { html in
                    TaskTimeline(task: task, clock: clock, story: story).write(to: &html)
                    if !task.members.isEmpty { members(&html) }
                    if let story { StoryPart(story: story, clock: clock).write(to: &html) }
                }
            }
        }
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
