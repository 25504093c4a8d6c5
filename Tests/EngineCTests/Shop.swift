import CloudEvents
import Engine
import EngineC
import Events
import RuleLanguage
import TaskDispatch
import TaskFiles
import TestSupport
import Testing

/// A shop's rules and random events of some of its customers, as texts, handed to customers that go to bytes and back.
struct Shop {
    static let rules = """
        event order.placed   order text  total number
        event order.shipped  order text
        event contact.made
        feed shop from "/shop" brings order.shipped every 6h hold 2d
        quiet any 21:00-08:00
        budget any 1 within 2d
        rule late "Late"
          per     order
          when    order.placed as it where total > 10
          unless  order.shipped  within 1d
          task    recovery to desk
          say     "order {it.order} is late"
        rule thanks "Thanks"
          per     order
          when    order.shipped as it
          unless  contact.made  within 5h
          task    relationship to desk
          say     "thank for {it.order}"
        """

    let program: CheckedProgram
    var random: SplitMix64
    var lines: [(customer: Text, time: Timestamp, text: String)] = []

    init(seed: UInt64, rules: String = Self.rules) throws {
        let outcome = CheckedProgram.compiled([Source(path: "shop.rules", text: rules)], zoneDirectory: nil)
        program = try #require(outcome.program, "\(outcome.diagnostics)")
        random = SplitMix64(seed: seed)
        let start = Timestamp(seconds: 1_772_409_600)
        for number in 0..<(5 + random.below(40)) {
            let time = start + .minutes(Int64(30 * random.below(500)))
            let customer = "c-\(random.below(4))"
            let type = random.pick(["order.placed", "order.placed", "order.shipped", "contact.made"])
            let source = random.pick(["/shop", "/shop/north", "/elsewhere"])
            let data = #"{"order":"o-\#(random.below(6))","total":\#(5 * random.below(6)),"note":"é \"\#(number)\""}"#
            let text =
                #"{"specversion":"1.0","id":"e-\#(number)","source":"\#(source)","type":"\#(type)","subject":"\#(customer)","time":"\#(time)","data":\#(data)}"#
            lines.append((Text(customer), time, text))
        }
    }

    var end: Timestamp { (lines.map(\.time).max() ?? .yearOne) + .days(3) }

    /// What `outreachd replay` prints, sorted.
    var replayed: [String] {
        var replay = Replay(engine: program.dispatcher.engine, order: .byTime, until: end)
        let reader = FieldReader(
            schema: program.dispatcher.program.schema, asked: program.dispatcher.engine.concerned)
        for line in lines {
            switch Array(line.text.utf8).withUnsafeBytes({ reader.one($0, latest: nil).outcome }) {
            case .event(let event): replay.accept(event)
            case .passed(let source, let time): replay.accept(.passed(source: source, time: time))
            case .undeclared(_, let source, let time): replay.accept(.passed(source: source, time: time))
            case .rejected(let rejection): Issue.record("\(rejection)")
            }
        }
        var printed: [String] = []
        replay.finish(
            write: { ChangeLine.write($0, to: &$1) }, body: { printed.append(String(decoding: $0, as: UTF8.self)) })
        return printed.sorted()
    }

    /// What customers print who take these events in any order as time goes on by steps, each by another worker, sorted.
    mutating func streamed() throws -> [String] {
        var kept: [Text: [UInt8]] = [:]
        var printed: [UInt8] = []
        var surges: [Text: (state: [UInt8], messages: [SurgeMessage])] = [:]
        let worker = Worker(program)
        var rest = lines.sorted { $0.time < $1.time }
        for number in 1...12 {
            let first = rest.first?.time ?? end
            let to = number == 12 ? end : first + TimeSpan(seconds: (end.seconds - first.seconds) / 8)
            let batch = rest.filter { $0.time <= to }.shuffled(using: &random)
            rest.removeAll { $0.time <= to }
            for line in batch {
                let bytes = Array(line.text.utf8)
                let look = try bytes.withUnsafeBytes { (text) throws(Refusal) in try worker.look(text, latest: nil) }
                _ = worker.hear(look.source, at: look.time)
            }
            for customer in Set(batch.map(\.customer)).union(kept.keys).sorted() {
                let open = try OpenCustomer(customer, bytes: kept[customer] ?? [], worker)
                for line in batch where line.customer == customer {
                    for _ in 0..<(1 + random.below(2)) {
                        _ = Array(line.text.utf8).withUnsafeBytes { open.take($0, latest: nil, worker) }
                    }
                }
                let outcome = open.advance(to: to, worker)
                printed += outcome.changes
                for message in outcome.messages { surges[message.surge, default: ([], [])].messages.append(message) }
                kept[customer] = open.encoded(worker)
            }
            for (name, surge) in surges {
                let messages = surge.messages.shuffled(using: &random).map(\.bytes)
                let outcome = try SurgeOutcome(of: name, surge.state, messages: messages, to: to, worker)
                printed += outcome.changes
                surges[name] = (outcome.state, [])
            }
        }
        return printed.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }.sorted()
    }
}
