import Events
import HTML

/// Why a task is there and what happened to it, as one time line.
struct TaskTimeline {
    let task: TaskDetail
    let clock: SiteClock
    let story: CustomerStory?

    /// So many events are shown; of more the first and the last.
    private static let eventsAtMost = 40

    private enum Entry {
        case evidence(TaskDetail.Evidence)
        case judged
        case happened(Int)
        case omitted(Int)
    }

    func write(to html: inout Markup) {
        html.raw("<h2>Why</h2>")
        html.element(.p) { html in
            html.data(task.card.title, upTo: 300)
            html.raw(" <span class=\"dim\">(rule ")
            html.data(task.card.rule, upTo: 80)
            html.raw(")</span>")
        }
        if !task.unverified.isEmpty {
            html.element(.p, [.a(.class, "soon")]) { html in
                html.raw("It could not be verified whether this is still so. Silent: ")
                html.data(task.unverified.joined(separator: ", "))
            }
        }
        html.element(.ol, [.a(.class, "line")]) { html in
            for (time, entry) in entries {
                html.element(.li, isEvidence(entry) ? [.a(.class, "evidence")] : []) { html in
                    if let time { html.time(time, clock) }
                    html.raw(" ")
                    write(entry, &html)
                }
            }
        }
    }

    private func isEvidence(_ entry: Entry) -> Bool {
        if case .evidence = entry { return true }
        return false
    }

    /// In time order, at one time events first.
    private var entries: [(Timestamp?, Entry)] {
        var entries: [(Timestamp?, Entry)] = []
        let events = task.evidence
        if events.count > Self.eventsAtMost {
            let half = Self.eventsAtMost / 2
            for event in events.prefix(half) { entries.append((event.time, .evidence(event))) }
            entries.append((events[half].time, .omitted(events.count - 2 * half)))
            for event in events.suffix(half) { entries.append((event.time, .evidence(event))) }
        } else {
            for event in events { entries.append((event.time, .evidence(event))) }
        }
        entries.append((task.card.standing.judgedAt, .judged))
        for place in task.history.indices { entries.append((task.history[place].at, .happened(place))) }
        let sorted = entries.enumerated().sorted { a, b in
            (a.element.0 ?? .distantPast, a.offset) < (b.element.0 ?? .distantPast, b.offset)
        }
        return sorted.map(\.element)
    }

    private func write(_ entry: Entry, _ html: inout Markup) {
        switch entry {
        case .evidence(let event): write(event, &html)
        case .omitted(let count): html.element(.span, text: "and \(counted(count, "event")) between")
        case .judged:
            html.raw(task.card.members == nil ? "This became true, and nobody had acted by then" : "It began")
        case .happened(let place):
            let wasHeld = place > 0 && task.history[place - 1].change == "held"
            html.data(
                TaskWords.sentence(task.history[place], isFirst: place == 0, wasHeld: wasHeld, clock), upTo: 1_000)
            proof(task.history[place], &html)
        }
    }

    private func write(_ event: TaskDetail.Evidence, _ html: inout Markup) {
        html.element(.strong) { $0.data(event.type, upTo: 80) }
        for (name, value) in event.data.prefix(30) {
            html.raw(" <span class=\"pair\"><span class=\"dim\">")
            html.data(name, upTo: 60)
            html.raw("</span> ")
            if Telephone.isName(name) { html.phone(value) } else { html.data(value, upTo: 1_000) }
            html.raw("</span>")
        }
        html.raw(" <span class=\"dim\">")
        html.data("\(event.source) \(event.id)\(event.bringer.map { ", brought by \($0)" } ?? "")")
        html.raw("</span>")
    }

    /// The event that brought it about, as far as it is known.
    private func proof(_ entry: TaskDetail.Entry, _ html: inout Markup) {
        guard let by = entry.by, entry.who == nil else { return }
        if let event = task.ending, Text("\(event.source) \(event.id)") == Text(by) {
            html.raw("<br>")
            if let time = event.time { html.time(time, clock) }
            html.raw(" ")
            return write(event, &html)
        }
        html.raw(" <span class=\"dim\">")
        if let event = story?.events.last(where: { Text("\($0.source) \($0.id)") == Text(by) }) {
            html.data("\(event.type) \(event.fields)", upTo: 400)
            html.raw(" ")
        }
        html.data("(\(by))")
        html.raw("</span>")
    }
}
