import Engine
import TaskDispatch
import Events
import Foundation
import RuleLanguage
import Testing

/// The reference evaluator for `make soak`: what is true of a folder with `judge.rules`, `events.ndjson` and `until`.
///
/// `JUDGE_FOLDER` names the folder; without it there is nothing to do. Each episode that is open at `until` becomes a
/// line of `open.ndjson`: the ids that its task may have, the evidence, what it says. Events are read by Foundation,
/// so that nothing of the daemon takes part but the compiler of the rules.
@Suite struct JudgedFolder {
    static let folder = ProcessInfo.processInfo.environment["JUDGE_FOLDER"]

    @Test(.enabled(if: folder != nil)) func whatIsOpenIsWritten() throws {
        let folder = try #require(Self.folder)
        func text(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

        let compilation = compile([Source(path: "judge.rules", text: try text("judge.rules"))])
        let program = try #require(compilation.program, "the rules do not check")
        let until = try Timestamp.parse(Text(try text("until").trimmingCharacters(in: .whitespacesAndNewlines))).get()
        var timelines: [Text: [Event]] = [:]
        for line in try text("events.ndjson").split(separator: "\n") {
            if let event = try Self.event(line, program) { timelines[event.customer, default: []].append(event) }
        }

        var lines: [String] = []
        for (customer, timeline) in timelines {
            let episodes = referenceFold(
                program, zones: TestZones.table(site: "UTC"), customer: customer, timeline: timeline, now: until,
                judged: Horizon(through: until)
            ).episodes
            for episode in episodes where episode.status == .open {
                lines.append(try Self.line(episode, program, customer, timeline.sorted()))
            }
        }
        try lines.sorted().map { $0 + "\n" }.joined().write(
            toFile: "\(folder)/open.ndjson", atomically: true, encoding: .utf8)
    }

    /// Nil for a type that the rules do not declare.
    private static func event(_ line: Substring, _ program: Program) throws -> Event? {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        func string(_ name: String) throws -> Text { Text(try #require(object[name] as? String)) }
        guard let type = program.schema.index(of: try string("type")) else { return nil }
        let data = object["data"] as? [String: Any] ?? [:]
        let fields = program.schema.types[type].fields.map { field -> Value? in
            let value = data[field.name.string]
            switch field.type {
            case .text: return (value as? String).map { .text(Text($0)) }
            case .number: return (value as? Double).map { .number($0) }
            case .boolean: return (value as? Bool).map { .boolean($0) }
            case .time: return (value as? String).flatMap { try? Timestamp.parse(Text($0)).get() }.map { .time($0) }
            case .date: return (value as? String).flatMap { CalendarDate(Text($0)) }.map { .date($0) }
            }
        }
        return Event(
            identity: EventIdentity(source: try string("source"), id: try string("id")), type: type,
            customer: try string("subject"), time: try Timestamp.parse(try string("time")).get(), fields: fields)
    }

    private static func line(
        _ episode: Episode, _ program: Program, _ customer: Text, _ timeline: [Event]
    ) throws -> String {
        let rule = program.rules[episode.rule]
        let view = ReferenceView(
            program: program, zones: TestZones.table(site: "UTC"), customer: customer, timeline: timeline, rule: rule,
            key: episode.key
        ).of(episode)
        let ids = episode.names.map {
            program.taskID(rule: episode.rule, customer: customer, key: episode.key, name: $0).text.string
        }
        let object: [String: Any] = [
            "rule": rule.name.string, "customer": customer.string, "key": episode.key.map(\.terse), "tasks": ids,
            "evidence": episode.evidence.map(\.identity.id.string),
            "say": view.say(anchor: episode.anchor, at: episode.judging).string,
        ]
        let bytes = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: bytes, as: UTF8.self)
    }
}
