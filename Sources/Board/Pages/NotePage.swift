import Events
package import HTML

/// A page that says one thing, and where to go on.
package struct NotePage {
    let visit: Visit
    let heading: String
    let text: String
    /// A task to go on with; nil for the list.
    let task: String?

    package init(_ visit: Visit, heading: String, text: String, task: String? = nil) {
        self.visit = visit
        self.heading = heading
        self.text = text
        self.task = task
    }

    package var html: Markup {
        Frame(visit: visit, title: heading, screen: nil, isLive: false).page { html in
            html.element(.h1) { $0.data(heading) }
            html.element(.p) { $0.data(text, upTo: 600) }
            html.element(.p) { html in
                if let task {
                    html.element(.a, [.a(.class, "button"), .path(.href, ["task", task])], text: "Back to the task")
                } else {
                    html.element(.a, [.a(.class, "button"), .path(.href, [])], text: "To the open tasks")
                }
            }
        }
    }
}
