import Events
package import HTML

/// How the daemon fares, and who has what.
package struct StatusPage {
    let visit: Visit
    /// Nil if the daemon cannot be asked.
    let status: ServiceStatus?
    let workload: Workload

    /// - Parameter cards: all open tasks.
    package init(_ visit: Visit, _ status: ServiceStatus?, _ cards: [TaskCard]) {
        self.visit = visit
        self.status = status
        workload = Workload(cards, at: visit.now)
    }

    private var clock: SiteClock { SiteClock(visit) }

    package var html: Markup {
        Frame(visit: visit, title: "Status", screen: .status).page { html in
            html.raw("<h1>Status</h1>")
            guard let status else { return people(&html) }
            if status.attention.isEmpty {
                html.raw("<p class=\"panel ok\">All is well: nothing needs a look.</p>")
            } else {
                html.raw("<h2>Needs a look</h2>")
                html.element(.ul) { html in
                    for sentence in status.attention { html.element(.li) { $0.data(sentence, upTo: 500) } }
                }
            }
            numbers(status, &html)
            people(&html)
            if !status.queues.isEmpty { queues(status, &html) }
            if !status.feeds.isEmpty { feeds(status, &html) }
        }
    }

    private func numbers(_ status: ServiceStatus, _ html: inout Markup) {
        html.element(.dl) { html in
            func row(_ name: String, _ value: (inout Markup) -> Void) {
                html.element(.dt, text: name)
                html.element(.dd) { value(&$0) }
            }
            row("The daemon is") { html in
                html.data(status.trouble.map { "\(status.state): \($0)" } ?? status.state, upTo: 300)
            }
            if let turn = status.lastTurn { row("It last looked") { $0.time(turn, clock) } }
            if let next = status.nextDeadline { row("It next judges somebody") { $0.time(next, clock) } }
            row("It is behind") { $0.text(status.behind == 0 ? "not at all" : "\(status.behind) s") }
            row("Files waiting") { $0.number(status.waitingFiles) }
            row("Events taken, rejected") { $0.text("\(status.accepted), \(status.rejected)") }
            row("Rules in force") { $0.number(status.rules) }
        }
    }

    private func people(_ html: inout Markup) {
        if workload.shares.isEmpty { return }
        html.element(.table) { html in
            html.raw("<caption>Who has what</caption><thead><tr><th scope=\"col\">Who<th scope=\"col\">Open")
            html.raw("<th scope=\"col\">Late<th scope=\"col\">Put off</thead>")
            html.element(.tbody) { html in
                for share in workload.shares {
                    let who = share.person.map { ListView.Who.person($0) } ?? .nobody
                    html.element(.tr) { html in
                        html.element(.th, [.a(.scope, "row")]) { html in
                            html.element(.a, [.path(.href, [], query: [("who", who.word), ("asleep", "1")])]) {
                                $0.data(share.person ?? "nobody", upTo: 60)
                            }
                        }
                        html.element(.td) { $0.number(share.open) }
                        html.element(.td, share.late > 0 ? [.a(.class, "late")] : []) { $0.number(share.late) }
                        html.element(.td) { $0.number(share.putOff) }
                    }
                }
            }
        }
    }

    private func queues(_ status: ServiceStatus, _ html: inout Markup) {
        html.element(.table) { html in
            html.raw(
                "<caption>Queues</caption><thead><tr><th scope=\"col\">Queue<th scope=\"col\">Open<th scope=\"col\">Late"
            )
            html.raw("</thead>")
            html.element(.tbody) { html in
                for queue in status.queues {
                    html.element(.tr) { html in
                        html.element(.th, [.a(.scope, "row")]) { html in
                            html.element(.a, [.path(.href, [], query: [("queue", queue.name)])]) {
                                $0.data(queue.name, upTo: 60)
                            }
                        }
                        html.element(.td) { $0.number(queue.open) }
                        html.element(.td, queue.overdue > 0 ? [.a(.class, "late")] : []) { $0.number(queue.overdue) }
                    }
                }
            }
        }
    }

    private func feeds(_ status: ServiceStatus, _ html: inout Markup) {
        html.element(.table) { html in
            html.raw("<caption>Feeds</caption><thead><tr><th scope=\"col\">Feed<th scope=\"col\">Expected")
            html.raw("<th scope=\"col\">Last heard<th scope=\"col\">Holds</thead>")
            html.element(.tbody) { html in
                for feed in status.feeds {
                    html.element(.tr) { html in
                        html.element(.th, [.a(.scope, "row")]) { $0.data(feed.name, upTo: 60) }
                        html.element(.td) { html in
                            html.raw("every ")
                            html.data(feed.every, upTo: 40)
                        }
                        html.element(.td, feed.silentSince == nil ? [] : [.a(.class, "late")]) { html in
                            if let heard = feed.heard { html.time(heard, clock) } else { html.raw("never") }
                        }
                        html.element(.td) { $0.number(feed.holds) }
                    }
                }
            }
        }
    }
}
