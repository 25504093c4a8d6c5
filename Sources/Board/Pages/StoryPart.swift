import Events
import HTML

/// What else is known of a customer.
struct StoryPart {
    let story: CustomerStory
    let clock: SiteClock

    func write(to html: inout Markup) {
        if let reason = story.setAside { html.element(.p, [.a(.class, "panel soon")]) { $0.data(reason, upTo: 300) } }
        if !story.known.isEmpty {
            html.raw("<h2>Known of them</h2>")
            html.element(.dl) { html in
                for (name, value) in story.known {
                    html.element(.dt) { $0.data(name, upTo: 80) }
                    html.element(.dd) { html in
                        if Telephone.isName(name) { html.phone(value) } else { html.data(value, upTo: 300) }
                    }
                }
            }
        }
        if !story.waits.isEmpty {
            html.raw("<h2>Waited for</h2>")
            html.element(.ul) { html in
                for wait in story.waits.prefix(20) {
                    html.element(.li) { html in
                        html.data(wait.title, upTo: 200)
                        html.raw(" <span class=\"dim\">")
                        html.data(wait.key.isEmpty ? wait.text : "\(wait.key): \(wait.text)", upTo: 300)
                        html.raw("</span>")
                    }
                }
            }
        }
        if !story.events.isEmpty { timeline(&html) }
    }

    private func timeline(_ html: inout Markup) {
        html.element(.details) { html in
            html.element(.summary, text: "Everything that happened (\(story.events.count + story.earlier))")
            html.element(.ol, [.a(.class, "line")]) { html in
                for event in story.events.reversed() {
                    html.element(.li) { html in
                        if let time = event.time { html.time(time, clock) }
                        html.raw(" <strong>")
                        html.data(event.type, upTo: 80)
                        html.raw("</strong> ")
                        html.data(event.fields, upTo: 400)
                        html.raw(" <span class=\"dim\">")
                        html.data(event.source, upTo: 80)
                        html.raw("</span>")
                    }
                }
                if story.earlier > 0 { html.element(.li, text: "and \(story.earlier) before") }
            }
        }
    }
}
