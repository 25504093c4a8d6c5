import Events
package import HTML

/// What ended, and by what.
package struct GonePage {
    let visit: Visit
    let find: String
    let cards: [TaskCard]

    private static let cardsAtMost = 100

    /// - Parameter cards: closed tasks, in any order.
    package init(_ visit: Visit, find: String, _ cards: [TaskCard]) {
        self.visit = visit
        self.find = find
        self.cards = cards.filter { $0.isFound(by: find) }.sorted {
            ($1.standing.endedAt ?? .distantPast, $0.id) < ($0.standing.endedAt ?? .distantPast, $1.id)
        }
    }

    package var html: Markup {
        let clock = SiteClock(visit)
        return Frame(visit: visit, title: "Gone", screen: .gone).page { html in
            html.raw("<h1>Gone</h1>")
            html.element(
                .form, [.a(.class, "search"), .a(.role, "search"), .a(.method, "get"), .path(.action, ["gone"])]
            ) { html in
                html.raw("<div class=\"wide\"><label for=\"find\">Find <kbd>/</kbd></label>")
                html.empty(
                    .input,
                    [.a(.id, "find"), .a(.name, "find"), .a(.type, "search"), .a(.value, find), .a(.dataKey, "/")])
                html.raw("</div><button>Show</button>")
            }
            if cards.isEmpty { html.raw("<p class=\"panel\">Nothing has ended here.</p>") }
            html.element(.ul, [.a(.class, "tasks")]) { html in
                for card in cards.prefix(Self.cardsAtMost) {
                    html.element(.li, [.a(.class, "task")]) { html in
                        html.element(.a, [.a(.class, "say"), .path(.href, ["task", card.id])]) {
                            $0.data("\(card.about): \(card.say)", upTo: 300)
                        }
                        html.element(.p, [.a(.class, "about")]) { $0.data(TaskWords.fate(card, clock), upTo: 500) }
                    }
                }
            }
            if cards.count > Self.cardsAtMost {
                html.element(.p, text: "and \(cards.count - Self.cardsAtMost) before; a word to find shows those")
            }
        }
    }
}
