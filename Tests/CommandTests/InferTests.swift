import Foundation
import TestSupport
import Testing

/// What `infer` makes of events, and of what webhooks send, is rules that `check` takes and that the samples fit.
@Suite("What is inferred")
struct InferTests {
    private func expectGood(_ line: CommandLine, _ rules: String, _ events: String) throws {
        let text = try line.folder.read(rules)
        let check = try line.run(["check", rules])
        #expect(check.code == 0, "\(check.error)\n\(text)")
        let format = try line.run(["format", "--check", rules])
        #expect(format.code == 0, "\(text)")
        let replay = try line.run(["replay", "--rules", rules, events])
        #expect(replay.code == 0, "\(replay.error.prefix(2_000))\n\(text)")
    }

    @Test("fits random nested data, from which it came")
    func events() throws {
        var random = SplitMix64(seed: 15)
        for _ in 0..<6 {
            let types = (0..<8).map { _ in
                random.pick(["a.b", "orders/create", "Ping", "ticket_created", "x y", "é.ü", "a/b"])
            }
            let lines = (0..<120).map { number in
                let type = types[random.below(types.count)]
                return Samples.event("\(number)", type, "c", "2026-03-02T10:00:00Z", object(&random))
            }
            let line = try CommandLine(["e.ndjson": lines.joined(separator: "\n")])
            #expect(try line.shell("outreachd infer e.ndjson > my.rules").code == 0)
            try expectGood(line, "my.rules", "e.ndjson")
            for json in try line.run(["infer", "--json", "e.ndjson"]).output.split(separator: "\n") {
                #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.utf8)) }
            }
        }
    }

    @Test(
        "of bodies fits the events that the program beside it makes of them",
        arguments: ["bodies.ndjson", "bodies.json"])
    func bodies(file: String) throws {
        var random = SplitMix64(seed: 7)
        for time in [#""2026-03-02T10:00:00+01:00""#, #""2026-03-02T10:00:00""#, "1772445600", "1772445600123", "null"]
        {
            let lines = (0..<40).map { number in
                #"{"event":"\#(random.pick(["a b", "call.ended", "\\\"é\\u202e"]))","created_at":\#(time),"#
                    + #""customer":{"id":\#(number)},"rest":\#(object(&random))}"#
            }
            let text =
                file.hasSuffix(".json") ? "[" + lines.joined(separator: ",\n") + "]" : lines.joined(separator: "\n")
            let line = try CommandLine([file: text])
            let infer = try line.shell("outreachd infer \(file) > my.rules")
            #expect(infer.code == 0)
            #expect(infer.error.contains("specversion") && infer.error.contains("import "))
            let wrap = try line.shell(
                "outreachd infer --wrap \(file) > wrap.py && python3 wrap.py < \(file) > events.ndjson")
            #expect(wrap.code == 0, "\(wrap.error)")
            let count = try line.folder.read("events.ndjson").split(separator: "\n").count
            #expect(count == 40)
            try expectGood(line, "my.rules", "events.ndjson")
        }
    }

    @Test("of a body behind a byte order mark is read by the program too")
    func mark() throws {
        let line = try CommandLine(["body.json": "\u{feff}{\"customer\":\"é\",\"at\":\"2026-03-02T10:00:00Z\"}"])
        let outcome = try line.shell(
            """
            outreachd infer body.json >my.rules 2>said && outreachd infer --wrap body.json >wrap.py &&
            LC_ALL=C python3 wrap.py <body.json >events.ndjson && outreachd replay --rules my.rules events.ndjson
            """)
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try line.folder.read("events.ndjson").contains(#""subject": "\u00e9""#))
    }

    @Test("of a file that holds events already has no program")
    func alreadyEvents() throws {
        let outcome = try CommandLine.withSamples().run(["infer", "--wrap", "events.ndjson"])
        #expect(outcome.code == 1 && outcome.output == "")
        #expect(outcome.error.contains("CloudEvents already"))
        #expect(try CommandLine.withSamples().run(["infer", "--wrap", "events.ndjson", "late.rules"]).code == 64)
        #expect(try CommandLine.withSamples().run(["infer", "--wrap", "--json", "events.ndjson"]).code == 64)
    }

    @Test("of bodies and of events in two files is one text")
    func both() throws {
        let line = try CommandLine.withSamples(["order.json": #"{"id":12,"lines":[{"sku":"a"}]}"#])
        let outcome = try line.run(["infer", "events.ndjson", "order.json"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("event delivery.delayed order text  days number\n"))
        #expect(outcome.output.contains("event order.received"))
        #expect(outcome.error.contains("order.json: no CloudEvent"))
        #expect(!outcome.error.contains("events.ndjson:"))
    }

    // MARK: Random data

    private func object(_ random: inout SplitMix64, _ depth: Int = 0) -> String {
        let names = [
            "id", "order_id", "customer", "event", "a b", "total", "when", "é", "name", "from", "text", "0",
            "x\\u202ey",
        ]
        var members: [String] = []
        for name in names where random.chance(35) { members.append("\"\(name)\":\(value(&random, name, depth + 1))") }
        return "{" + members.shuffled(using: &random).joined(separator: ",") + "}"
    }

    /// Of one name mostly of one kind.
    private func value(_ random: inout SplitMix64, _ name: String, _ depth: Int) -> String {
        if random.chance(5) { return random.pick(["null", "\"\"", "[]", "{}", "1.5", "true"]) }
        switch name {
        case "id", "order_id": return random.pick(["7", "9007199254740993", "\"x-1\"", "12345678901234567890123"])
        case "total": return random.pick(["1", "2.5", "1e3"])
        case "when": return random.pick(["\"2026-03-02T10:00:00Z\"", "\"0001-01-01T00:00:00Z\"", "\"\""])
        case "from": return random.pick(["\"2026-03-02\"", "\"\""])
        case "customer", "text", "a b": return depth > 4 ? "{}" : object(&random, depth)
        case "event", "é":
            return depth > 4
                ? "[]" : "[" + (0..<random.below(3)).map { _ in object(&random, depth) }.joined(separator: ",") + "]"
        default: return random.pick(["\"t\"", "\"u\"", "3"])
        }
    }
}
