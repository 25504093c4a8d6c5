import Events
package import HTML

/// The start of calling: how many wait, and one button that takes the most urgent.
package struct CallsPage {
    let visit: Visit
    let queue: String
    /// Tasks that wait for somebody, by queue.
    let waiting: [(name: String, count: Int)]
    /// What this person has taken and not answered.
    let mine: [TaskCard]

    /// What is put off there, and when the first of it comes back.
    let asleep: (count: Int, until: Timestamp?)

    /// - Parameter cards: all open tasks, as they stand.
    package init(_ visit: Visit, queue: String, _ cards: [TaskCard]) {
        self.visit = visit
        self.queue = queue
        let next = NextCall(cards, at: visit.now)
        var counts: [String: Int] = [:]
        for card in next.waiting(in: "") { counts[card.queue, default: 0] += 1 }
        waiting = counts.map { (name: $0.key, count: $0.value) }.sorted { Text($0.name) < Text($1.name) }
        let sleeping = next.asleep(in: queue)
        asleep = (sleeping.count, sleeping.compactMap(\.standing.snoozedUntil).min())
        mine = OpenList.sorted(
            cards.filter {
                !$0.isAsleep(at: visit.now) && $0.standing.owner.map { Text($0) == Text(visit.person) } ?? false
            }, at: visit.now)
    }

    package var html: Markup {
        let count = waiting.filter { queue.isEmpty || Text($0.name) == Text(queue) }.reduce(0) { $0 + $1.count }
        let heading = count == 0 ? "Nobody is waiting for a call" : "\(counted(count, "task")) waiting for a call"
        return Frame(visit: visit, title: heading, screen: .next).page { html in
            html.element(.h1, text: heading)
            if count > 0 { start(&html) }
            if asleep.count > 0, let until = asleep.until {
                html.element(.p, [.a(.class, "dim")]) { html in
                    html.text("\(counted(asleep.count, "task")) put off; the next comes back ")
                    html.time(until, SiteClock(visit))
                }
            }
            if !mine.isEmpty {
                html.raw("<h2>You have taken</h2>")
                html.element(.ul, [.a(.class, "tasks")]) { html in
                    for card in mine.prefix(50) {
                        html.element(.li, [.a(.class, "task"), .a(.id, "t-\(card.id)")]) { html in
                            html.element(
                                .a, [.a(.class, "say"), .path(.href, ["call", card.id], query: [("queue", queue)])]
                            ) { $0.data("\(card.about): \(card.say)", upTo: 300) }
                            html.element(.p, [.a(.class, "about")]) { $0.due(card, SiteClock(visit)) }
                        }
                    }
                }
            }
        }
    }

    private func start(_ html: inout Markup) {
        html.element(.form, [.a(.class, "answer"), .a(.method, "post"), .path(.action, ["next"])]) { html in
            html.raw("<div class=\"wide\"><label for=\"queue\">Queue</label>")
            html.element(.select, [.a(.id, "queue"), .a(.name, "queue")]) { html in
                html.raw("<option value=\"\">all</option>")
                for (name, count) in waiting {
                    html.element(
                        .option, [.a(.value, name), .flag(.selected, Text(name) == Text(queue))],
                        text: "\(name.shown(upTo: 40)) (\(count))")
                }
            }
            html.raw("</div><button class=\"first\" data-key=\"c\">Take the most urgent <kbd>c</kbd></button>")
        }
    }
}
