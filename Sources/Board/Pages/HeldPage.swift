import Events
package import HTML

/// What is true and kept back, and by what.
package struct HeldPage {
    let visit: Visit
    let cards: [TaskCard]

    private static let cardsAtMost = 200

    /// - Parameter cards: the held tasks, in any order.
    package init(_ visit: Visit, _ cards: [TaskCard]) {
        self.visit = visit
        self.cards = cards.sorted { a, b in
            let (untilA, untilB) = (a.standing.heldUntil ?? .distantFuture, b.standing.heldUntil ?? .distantFuture)
            return (untilA, a.urgency, a.id) < (untilB, b.urgency, b.id)
        }
    }

    package var html: Markup {
        let clock = SiteClock(visit)
        return Frame(visit: visit, title: "Held", screen: .held).page { html in
            html.element(.h1, text: cards.isEmpty ? "Nothing is held" : "\(counted(cards.count, "task")) held")
            html.raw("<p>What is true and kept back for now: by quiet hours, a budget, or another task.</p>")
            html.element(.ul, [.a(.class, "tasks")]) { html in
                for card in cards.prefix(Self.cardsAtMost) {
                    html.element(.li, [.a(.class, "task"), .a(.id, "t-\(card.id)")]) { html in
                        html.element(.a, [.a(.class, "say"), .path(.href, ["task", card.id])]) {
                            $0.data("\(card.about): \(card.say)", upTo: 300)
                        }
                        html.element(.p, [.a(.class, "about")]) { html in
                            html.data(card.standing.heldBy.map(TaskWords.gate) ?? "held")
                            if let until = card.standing.heldUntil {
                                html.raw(", <span class=\"due\">until ")
                                html.time(until, clock)
                                html.raw("</span>")
                            }
                            html.priority(card)
                        }
                    }
                }
            }
            if cards.count > Self.cardsAtMost { html.element(.p, text: "and \(cards.count - Self.cardsAtMost) more") }
        }
    }
}
