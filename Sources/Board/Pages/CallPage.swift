import Events
package import HTML

/// One task to call about, for a telephone: the number, the sentence, and a bar of four buttons. After the answer comes
/// the next.
package struct CallPage {
    let visit: Visit
    let task: TaskDetail
    /// Other open tasks of the customer, in their order.
    let others: [TaskCard]
    let story: CustomerStory?
    let whatIf: WhatIf?
    /// Where the next is taken from; empty for all.
    let queue: String
    /// How many wait besides.
    let waiting: Int
    let answered: PendingAnswer?

    package init(
        _ visit: Visit, _ task: TaskDetail, others: [TaskCard], story: CustomerStory?, whatIf: WhatIf?, queue: String,
        waiting: Int, answered: PendingAnswer?
    ) {
        self.visit = visit
        self.task = task
        self.others = others
        self.story = story
        self.whatIf = whatIf
        self.queue = queue
        self.waiting = waiting
        self.answered = answered
    }

    private var card: TaskCard { task.card }

    private var isOthers: Bool { card.standing.owner.map { Text($0) != Text(visit.person) } ?? false }

    package var html: Markup {
        Frame(visit: visit, title: "Call \(card.about)", screen: .next, isCall: true).page { html in
            TaskHead(visit: visit, card: card, phone: story?.phone ?? card.phone, answered: answered, isCall: true)
                .write(to: &html)
            html.element(.p, [.a(.class, "about")]) { html in
                html.element(.span, [.a(.class, "dim")], text: "\(counted(waiting, "other task")) waiting. ")
                html.element(.a, [.path(.href, ["task", card.id])], text: "All about this one")
            }
            if card.place == .closed || answered != nil {
                over(&html)
            } else if isOthers {
                html.raw(
                    "<p class=\"panel\">Talk to them before you call: somebody may be on the telephone already.</p>")
                over(&html)
            } else {
                bar(&html)
            }
            OtherTasks(visit: visit, card: card, others: others, whatIf: whatIf).write(to: &html)
            TaskTimeline(task: task, clock: SiteClock(visit), story: story).write(to: &html)
        }
    }

    private func over(_ html: inout Markup) {
        html.element(.form, [.a(.class, "bar"), .a(.method, "post"), .path(.action, ["next"])]) { html in
            html.empty(.input, [.a(.type, "hidden"), .a(.name, "queue"), .a(.value, queue)])
            html.raw("<button class=\"first\" data-key=\"c\">Next call <kbd>c</kbd></button>")
        }
    }

    private func bar(_ html: inout Markup) {
        let reached: Route.Answer = visit.reachedEndsOthers ? .reached : .done
        html.element(
            .form, [.a(.class, "bar"), .a(.method, "post"), .path(.action, ["task", card.id, reached.rawValue])]
        ) {
            html in
            html.raw("<input type=\"hidden\" name=\"back\" value=\"next\">")
            html.empty(.input, [.a(.type, "hidden"), .a(.name, "queue"), .a(.value, queue)])
            html.raw("<div class=\"note\"><label for=\"outcome\">Note</label>")
            // Not a field of one line: there the key for the next line is an answer.
            html.raw("<textarea id=\"outcome\" name=\"outcome\" rows=\"1\" maxlength=\"1000\" autocomplete=\"off\"")
            html.raw(" data-key=\"n\"></textarea></div>")
            html.raw("<button class=\"first\" data-key=\"d\">Reached <kbd>d</kbd></button>")
            button(.snooze, "hour", "s", "No answer", &html)
            button(.snooze, "morning", "t", "Tomorrow", &html)
            button(.dismiss, nil, "x", "Not needed", &html)
        }
    }

    private func button(
        _ answer: Route.Answer, _ choice: String?, _ key: String, _ label: String, _ html: inout Markup
    ) {
        let name = choice == nil ? nil : "for"
        html.element(
            .button,
            [
                .path(.formaction, ["task", card.id, answer.rawValue]), .a(.name, name), .a(.value, choice),
                .a(.dataKey, key),
            ]
        ) { html in
            html.text("\(label) ")
            html.element(.kbd, text: key)
        }
    }
}
