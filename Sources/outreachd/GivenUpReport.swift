import Engine
import Events
import RuleLanguage
import TaskDispatch
import TaskFiles

/// What `explain` prints of a customer whose rules take longer than somebody wants to wait: which events there are and
/// which tasks, and how far it had come.
struct GivenUpReport {
    let customer: Text
    let at: Timestamp
    /// Of this customer, up to `at`.
    let events: [Event]
    let tasks: [ExplainedTask]
    let setAside: String?
    let givenUp: FoldGivenUp
    /// After which time.
    let patience: TimeSpan
    /// For its words.
    let engine: RuleEngine
    var width = textWidth

    // MARK: Text

    var lines: [String] {
        let words = SiteWords(zone: engine.zones.site)
        var lines = ["customer \(customer), as of \(words.clock(at)) (\(engine.zones.site.name))"]
        lines += (setAside.map { laid($0) } ?? []) + [""]
        lines += laid("\(plural(events.count, "event")) \(span(words)): \(types.map(count).joined(separator: ", "))")
        lines += [""] + laid(sentence(words))
        if !tasks.isEmpty {
            lines += ["", "tasks"]
            for task in tasks { lines += task.text.shown(upTo: 4_000).wrapped(after: "  ", width: width) }
        }
        return lines
    }

    private func sentence(_ words: SiteWords) -> String {
        "what the rules decide is not told: that was given up after \(patience), at \(words.clock(givenUp.at)), with "
            + "\(givenUp.events) of \(plural(givenUp.all, "event")) looked at; --give-up-after gives it more time, and "
            + "--at with an earlier time tells the story up to then; outreachd events prints the events"
    }

    /// `from 2026-03-02 10:00 to 2026-03-04 12:00`
    private func span(_ words: SiteWords) -> String {
        let times = events.map(\.time)
        guard let first = times.min(), let last = times.max() else { return "in all" }
        return first == last ? "of \(words.clock(first))" : "from \(words.clock(first)) to \(words.clock(last))"
    }

    private func laid(_ text: String) -> [String] { text.shown(upTo: 4_000).wrapped(after: "  ", width: width) }

    private func count(_ type: (name: Text, count: Int)) -> String { "\(type.count) \(type.name)" }

    /// The most frequent first.
    private var types: [(name: Text, count: Int)] {
        var counts: [Text: Int] = [:]
        for event in events { counts[engine.program.schema.types[event.type].name, default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (name: $0.key, count: $0.value) }
    }

    // MARK: JSON

    /// `{"customer":…,"at":…,"zone":…,"given_up":{"after":"1min","at":…,"events":N,"of":M},"types":{…},"tasks":[…]}`
    var json: [UInt8] {
        var json = JSONText()
        json.raw("{\"customer\":")
        json.string(customer)
        json.raw(",\"at\":")
        json.value(.time(at))
        json.raw(",\"zone\":")
        json.string(engine.zones.site.name)
        if let setAside {
            json.raw(",\"set_aside\":")
            json.string(Text(setAside))
        }
        json.raw(",\"given_up\":{\"after\":")
        json.string(Text("\(patience)"))
        json.raw(",\"at\":")
        json.value(.time(givenUp.at))
        json.raw(",\"events\":")
        json.value(.number(Double(givenUp.events)))
        json.raw(",\"of\":")
        json.value(.number(Double(givenUp.all)))
        json.raw("},\"types\":{")
        for (place, type) in types.enumerated() {
            if place > 0 { json.raw(",") }
            json.string(type.name)
            json.raw(":")
            json.value(.number(Double(type.count)))
        }
        json.raw("},\"tasks\":[")
        ExplainReport.append(tasks, to: &json)
        json.raw("]}")
        return json.bytes
    }
}
