import Events
package import HTML

/// What opens when, unless what.
package struct ComingPage {
    let visit: Visit
    let hours: Int
    /// Nil if the daemon cannot be asked.
    let coming: Coming?

    package init(_ visit: Visit, hours: Int, _ coming: Coming?) {
        self.visit = visit
        self.hours = hours
        self.coming = coming
    }

    private static let choices = [(4, "4 hours"), (24, "a day"), (72, "3 days"), (168, "a week")]

    package var html: Markup {
        Frame(visit: visit, title: "Coming", screen: .coming).page { html in
            html.raw("<h1>Coming</h1><p>What will become a task, unless something ends it first.</p>")
            html.element(.nav, [.a(.ariaLabel, "How far ahead"), .a(.class, "views")]) { html in
                html.raw("Within ")
                for (choice, words) in Self.choices {
                    html.element(
                        .a,
                        [
                            .path(.href, ["coming"], query: [("hours", String(choice))]),
                            .a(.ariaCurrent, choice == hours ? "true" : nil),
                        ], text: words)
                    html.raw(" ")
                }
            }
            guard let coming else { return }
            if coming.waits.isEmpty { html.raw("<p class=\"panel\">Nothing comes due in that time.</p>") }
            html.element(.ul, [.a(.class, "tasks")]) { html in
                for wait in coming.waits { html.element(.li, [.a(.class, "task")]) { write(wait, &$0) } }
            }
            if coming.isCut { html.raw("<p class=\"dim\">There is more than is shown here.</p>") }
        }
    }

    private func write(_ wait: Coming.Wait, _ html: inout Markup) {
        let clock = SiteClock(visit)
        html.element(.p, [.a(.class, "say")]) { html in
            if let link = visit.customerLink {
                html.element(.a, [.outside(link.address(of: wait.customer))]) { $0.data(wait.customer, upTo: 80) }
            } else {
                html.data(wait.customer, upTo: 80)
            }
            html.raw(": ")
            html.data(wait.title, upTo: 200)
        }
        html.element(.p, [.a(.class, "about")]) { html in
            html.element(.span, [.a(.class, "due")]) { html in
                html.time(wait.at, clock)
                html.text(wait.at < clock.now ? " (now)" : " (in \(clock.distance(to: wait.at)))")
            }
            html.raw(" <span class=\"dim\">")
            html.data(wait.key.isEmpty ? wait.queue : "\(wait.key), \(wait.queue)", upTo: 120)
            html.raw("</span>")
            if let unless = wait.unless {
                html.raw(" unless ")
                html.data(unless, upTo: 200)
            }
        }
    }
}
