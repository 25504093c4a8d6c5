import Events
import HTML

/// The answers to a task, as forms.
struct TaskAnswers {
    let visit: Visit
    let card: TaskCard
    /// The list to which an answer leads back.
    let from: ListView

    private var isMine: Bool { card.standing.owner.map { Text($0) == Text(visit.person) } ?? false }

    func write(to html: inout Markup) { html.element(.section, [.a(.class, "answers")]) { forms(&$0) } }

    private func forms(_ html: inout Markup) {
        html.raw("<h2>Answer</h2>")
        html.raw("<datalist id=\"outcomes\"><option>spoke<option>left a message<option>wrote to them</datalist>")
        if card.place == .open {
            if isMine {
                form(.release, &html) { $0.raw("<button data-key=\"g\">Give it back <kbd>g</kbd></button>") }
            } else if let owner = card.standing.owner {
                html.element(.p) { html in
                    html.data(owner, upTo: 64)
                    html.raw(" has it. Talk to them before you answer it.")
                }
            } else {
                form(.claim, &html) { $0.raw("<button class=\"first\" data-key=\"c\">I take it <kbd>c</kbd></button>") }
            }
        }
        form(visit.reachedEndsOthers ? .reached : .done, &html) { html in
            html.raw("<div class=\"wide\"><label for=\"outcome\">What came of it</label>")
            html.raw(
                "<input id=\"outcome\" name=\"outcome\" list=\"outcomes\" maxlength=\"1000\" autocomplete=\"off\"></div>"
            )
            html.raw("<button data-key=\"d\">")
            html.text(visit.reachedEndsOthers ? "Reached" : "Done")
            html.raw(" <kbd>d</kbd></button>")
        }
        if visit.reachedEndsOthers {
            form(.done, &html) { $0.raw("<button data-key=\"w\">Done without reaching them <kbd>w</kbd></button>") }
        }
        if card.place == .open { snooze(&html) }
        form(.dismiss, &html) { html in
            html.raw("<div class=\"wide\"><label for=\"reason\">Why it is not needed</label>")
            html.raw("<input id=\"reason\" name=\"reason\" maxlength=\"1000\" autocomplete=\"off\" required></div>")
            html.raw("<button data-key=\"x\">Not needed <kbd>x</kbd></button>")
        }
    }

    private func snooze(_ html: inout Markup) {
        form(.snooze, &html) { html in
            html.raw("<div class=\"wide\"><label for=\"for\">Later</label><select id=\"for\" name=\"for\">")
            for choice in SnoozeChoice.allCases {
                html.element(.option, [.a(.value, choice.rawValue)], text: choice.words)
            }
            html.raw("</select></div><button data-key=\"s\">Put off <kbd>s</kbd></button>")
        }
    }

    private func form(_ answer: Route.Answer, _ html: inout Markup, _ body: (inout Markup) -> Void) {
        // A browser keeps the place while it is led on: in the list somebody is where they were.
        let isOfList = answer != .claim && answer != .release
        let address = Attribute.path(
            .action, ["task", card.id, answer.rawValue], place: isOfList ? "t-\(card.id)" : nil)
        html.element(.form, [.a(.class, "answer"), .a(.method, "post"), address]) { html in
            for (name, value) in from.query(page: from.page) where !value.isEmpty {
                html.empty(.input, [.a(.type, "hidden"), .a(.name, name), .a(.value, value)])
            }
            body(&html)
        }
    }
}
