import Events
package import HTML

/// The open tasks.
package struct OpenPage {
    let visit: Visit
    let view: ListView
    let list: OpenList
    /// How many open tasks each queue and each person has, in all.
    let queues: [(name: String, count: Int)]
    let people: [(name: String, count: Int)]
    /// What somebody has answered a moment ago, by task.
    let answered: [String: PendingAnswer]

    /// Cards on a page.
    private static let cardsAPage = 80
    /// Tasks on a card; there is a link to the others.
    private static let tasksACard = 5
    /// Characters of what a person reads.
    private static let sayAtMost = 300

    /// - Parameters:
    ///   - cards: all open tasks.
    ///   - answered: what anybody has answered a moment ago.
    package init(_ visit: Visit, _ view: ListView, _ cards: [TaskCard], answered: [PendingAnswer]) {
        self.visit = visit
        self.view = view
        list = OpenList(cards, view, of: visit.person, at: visit.now)
        queues = Self.counts(cards.map(\.queue))
        people = Self.counts(cards.compactMap(\.standing.owner))
        self.answered = Dictionary(answered.map { ($0.task, $0) }) { first, _ in first }
    }

    private static func counts(_ names: [String]) -> [(name: String, count: Int)] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).map { (name: $0.key, count: $0.value) }
            .sorted { Text($0.name) < Text($1.name) }
    }

    private var clock: SiteClock { SiteClock(visit) }
    private var pages: Int { max(1, (list.groups.count + Self.cardsAPage - 1) / Self.cardsAPage) }

    package var html: Markup {
        let heading = counted(list.groups.count, "customer") + " to reach"
        return Frame(visit: visit, title: heading, screen: .open).page { html in
            html.element(.h1, text: heading)
            search(&html)
            let first = (min(view.page, pages) - 1) * Self.cardsAPage
            let shown = list.groups[min(first, list.groups.count)...].prefix(Self.cardsAPage)
            for section in OpenList.Section.allCases {
                let groups = shown.filter { $0.section == section }
                if !groups.isEmpty { write(groups, section, &html) }
            }
            if list.groups.isEmpty { html.raw("<p class=\"panel\">Nobody is waiting for a call here.</p>") }
            if list.asleep > 0, !view.withAsleep {
                var all = view
                all.withAsleep = true
                html.element(.p) { html in
                    html.element(
                        .a, [.path(.href, [], query: all.query())],
                        text: "\(counted(list.asleep, "task")) put off")
                }
            }
            if pages > 1 { paging(&html) }
        }
    }

    private func search(_ html: inout Markup) {
        html.element(.form, [.a(.class, "search"), .a(.role, "search"), .a(.method, "get"), .path(.action, [])]) {
            html in
            html.raw("<div class=\"wide\"><label for=\"find\">Find <kbd>/</kbd></label>")
            html.empty(
                .input,
                [.a(.id, "find"), .a(.name, "find"), .a(.type, "search"), .a(.value, view.find), .a(.dataKey, "/")])
            html.raw("</div><div><label for=\"queue\">Queue</label>")
            html.element(.select, [.a(.id, "queue"), .a(.name, "queue")]) { html in
                html.raw("<option value=\"\">all</option>")
                for queue in queues {
                    html.element(
                        .option, [.a(.value, queue.name), .flag(.selected, Text(queue.name) == Text(view.queue))],
                        text: "\(queue.name.shown(upTo: 40)) (\(queue.count))")
                }
            }
            html.raw("</div>")
            who(&html)
            check("asleep", "Put off too", view.withAsleep, &html)
            if !view.customer.isEmpty {
                html.empty(.input, [.a(.type, "hidden"), .a(.name, "customer"), .a(.value, view.customer)])
            }
            html.raw("<button>Show</button>")
        }
        if !visit.views.isEmpty || view != ListView() { links(&html) }
    }

    /// Whose tasks: anybody's, one's own, nobody's, or those of one of the people who have some.
    private func who(_ html: inout Markup) {
        html.raw("<div><label for=\"who\">Who has it</label>")
        html.element(.select, [.a(.id, "who"), .a(.name, "who")]) { html in
            for (who, words) in [(ListView.Who.anybody, "all"), (.me, "you"), (.nobody, "nobody")] {
                html.element(.option, [.a(.value, who.word), .flag(.selected, who == view.who)], text: words)
            }
            for person in people where Text(person.name) != Text(visit.person) {
                html.element(
                    .option, [.a(.value, person.name), .flag(.selected, view.who == .person(person.name))],
                    text: "\(person.name.shown(upTo: 40)) (\(person.count))")
            }
        }
        html.raw("</div>")
    }

    private func check(_ name: String, _ label: String, _ isOn: Bool, _ html: inout Markup) {
        html.element(.label, [.a(.class, "check")]) { html in
            html.empty(
                .input, [.a(.type, "checkbox"), .a(.name, name), .a(.value, "1"), .flag(.checked, isOn)])
            html.text(" \(label)")
        }
    }

    private func links(_ html: inout Markup) {
        html.element(.nav, [.a(.ariaLabel, "Views"), .a(.class, "views")]) { html in
            html.element(.a, [.path(.href, [])], text: "Everything")
            for team in visit.views {
                html.raw(" ")
                html.element(.a, [.path(.href, [], query: team.query)], text: team.name.shown(upTo: 40))
            }
        }
    }

    private func paging(_ html: inout Markup) {
        let here = min(view.page, pages)
        html.element(.nav, [.a(.ariaLabel, "Pages"), .a(.class, "views")]) { html in
            if here > 1 {
                html.element(.a, [.path(.href, [], query: view.query(page: here - 1))], text: "Earlier")
            }
            html.element(.span, text: " Page \(here) of \(pages) ")
            if here < pages {
                html.element(.a, [.path(.href, [], query: view.query(page: here + 1))], text: "More")
            }
        }
    }

    // MARK: Cards

    private func write(_ groups: [OpenList.Group], _ section: OpenList.Section, _ html: inout Markup) {
        html.element(.section, [.a(.ariaLabelledby, section.id)]) { html in
            html.element(.h2, [.a(.id, section.id)], text: section.title)
            html.element(.ul, [.a(.class, "cards")]) { html in
                for group in groups { html.element(.li, [.a(.class, "card")]) { write(group, &$0) } }
            }
        }
    }

    private func write(_ group: OpenList.Group, _ html: inout Markup) {
        html.element(.h3) { html in
            html.data(group.tasks.first?.about ?? "", upTo: 80)
            if let phone = group.tasks.lazy.compactMap(\.phone).first {
                html.raw(" ")
                html.phone(phone)
            }
        }
        let tasks = view.customer.isEmpty ? group.tasks.prefix(Self.tasksACard) : group.tasks[...]
        html.element(.ul, [.a(.class, "tasks")]) { html in
            for task in tasks {
                html.element(.li, [.a(.class, look(task)), .a(.id, "t-\(task.id)")]) { write(task, &$0) }
            }
        }
        if group.tasks.count > tasks.count {
            var all = ListView()
            all.customer = group.tasks.first?.customer ?? ""
            html.element(.p, [.a(.class, "more")]) { html in
                html.element(
                    .a, [.path(.href, [], query: all.query())],
                    text: "\(group.tasks.count - tasks.count) more of this customer")
            }
        }
    }

    private func look(_ task: TaskCard) -> String { answered[task.id] == nil ? "task" : "task struck" }

    private func write(_ task: TaskCard, _ html: inout Markup) {
        let address = Attribute.path(.href, ["task", task.id], query: view.query(page: view.page))
        html.element(.a, [.a(.class, "say"), address]) {
            $0.data(task.say, upTo: Self.sayAtMost)
        }
        html.element(.p, [.a(.class, "about")]) { html in
            html.due(task, clock)
            html.priority(task)
            html.raw(" <span class=\"dim\">")
            html.data(task.queue, upTo: 40)
            html.raw("</span>")
            html.standing(task, visit)
        }
        if let answer = answered[task.id] {
            html.element(.p, [.a(.class, "fate")]) { html in
                html.text("\(answer.word) by ")
                html.data(answer.person, upTo: 64)
            }
        }
    }
}

extension OpenList.Section {
    fileprivate var id: String { "s\(rawValue)" }

    fileprivate var title: String {
        switch self {
        case .late: "Late"
        case .soon: "Within the hour"
        case .later: "Later"
        case .whenever: "No time set"
        }
    }
}

/// `1 task`, `2 tasks`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
