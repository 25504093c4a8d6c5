import Engine
import TaskDispatch
import Events
import RuleLanguage
import Testing

/// A sentence of the language's description as an example: rules, what happened, and what must follow.
///
/// The timeline has an event a line, `10:00 parcel.late order=o-1 days=2`: the time (see `TerseTime`), the type, the
/// fields. Events are called e1, e2, … from `/s`, of the customer c; `#x` gives another id, `source=/crm` and
/// `customer=c-2` say otherwise. `task=@late/e1` is the id of the episode of rule `late` that e1 triggered (or, for a
/// date, whose value e1 set; `@late/e1/2027` for a year), `task=%late` that of the incident which the rule `late` has by then.
///
/// An expected line reads `14:00 opened late o-1 [e1]`, the evidence in brackets; behind it may stand `due 16:00`,
/// `judged 10:00`, `to desk high`, `#1` (the first task of the output) and what the task says, in quotes.
struct PageCase: CustomTestStringConvertible, Sendable {
    var sentence: String
    var rules: String
    var timeline: String
    var expected: String
    var order = ArrivalOrder.sorted
    /// When the replay ends; nil is the time of the last event.
    var until: String?
    /// The site's, one of `TestZones`; customers may name each of them.
    var zone: String

    init(
        _ sentence: String, rules: String, order: ArrivalOrder = .sorted, until: String? = nil, zone: String = "UTC",
        timeline: String, expected: String
    ) {
        self.sentence = sentence
        self.rules = rules
        self.timeline = timeline
        self.expected = expected
        self.order = order
        self.until = until
        self.zone = zone
    }

    var testDescription: String { sentence }

    /// What all rules of these tests may speak of.
    static let vocabulary = """
        event parcel.late      order text  days number optional  carrier text optional
        event parcel.arrived   order text
        event call.made        order text optional  outcome text optional  minutes number optional
        event mail.sent        order text optional  auto boolean optional
        event order.placed     order text  value number optional  promised_at time optional  day date optional
        event order.amended    order text  promised_at time optional  day date optional
        event order.canceled   order text
        event customer.updated tier text optional  zone text optional  born date optional  vip boolean optional
        event app.login
        event ticket.opened    ticket text  order text optional  topic text optional

        fact customer.tier     = tier of customer.updated
        fact customer.zone     = zone of customer.updated
        fact customer.born     = born of customer.updated
        fact customer.vip      = vip of customer.updated
        fact order.promised_at = promised_at of order.placed, order.amended
        fact order.day         = day of order.placed, order.amended
        fact order.value       = value of order.placed

        """

    /// The files that its rules may name as tables.
    static let tables = [
        Source(
            path: "carriers.csv",
            text:
                "carrier,bad,owner,opens,since,own\r\ndhl,3,\"Kim, Lee\",2026-03-02T12:00:00Z,2020-01-01,true\r\nups,0,,,,false\r\n",
            kind: .table),
        Source(path: "levels.csv", text: "\u{feff}days,level\n1,low\n2.5,\"more \"\"or\"\" less\"\n", kind: .table),
    ]

    /// A rule with the clauses given and, where nothing is said, a plain task and text.
    static func rule(_ name: String, _ clauses: String, task: String = "recovery to desk", say: String = "Call.")
        -> String
    {
        "rule \(name) \"\(name)\"\n\(clauses)\ntask \(task)\nsay \"\(say)\"\n"
    }
}

/// A case with its rules compiled and its timeline read.
struct ReadCase {
    var program: Program
    var arrivals: [Event]
    var until: Timestamp

    init(_ page: PageCase) throws {
        let compilation = compile(
            [Source(path: "page.rules", text: PageCase.vocabulary + page.rules)] + PageCase.tables)
        guard let program = compilation.program else {
            throw PageError(sentence: "the rules do not check: \(compilation.diagnostics.map(\.message))")
        }
        self.program = program
        arrivals = []
        for (index, line) in page.timeline.split(separator: "\n").enumerated() where !line.isEmpty {
            arrivals.append(
                try ReadCase.event(
                    String(line), number: index + 1, program: program, zone: page.zone, before: arrivals))
        }
        guard let last = arrivals.map(\.time).max() else { throw PageError(sentence: "nothing happens") }
        guard let until = page.until.map(TerseTime.time) ?? last else {
            throw PageError(sentence: "\(page.until ?? "") is no time")
        }
        self.until = until
    }

    private static func event(
        _ line: String, number: Int, program: Program, zone: String, before: [Event]
    ) throws -> Event {
        var words = line.split(separator: " ").map(String.init)
        guard words.count >= 2, let time = TerseTime.time(words.removeFirst()) else {
            throw PageError(sentence: "no time in \(line)")
        }
        guard let type = program.schema.index(of: Text(words.removeFirst())) else {
            throw PageError(sentence: "unknown type in \(line)")
        }
        var id = Text("e\(number)")
        var source: Text = "/s"
        var customer: Text = "c"
        let declared = program.schema.types[type].fields
        var fields = [Value?](repeating: nil, count: declared.count)
        for word in words {
            if word.hasPrefix("#") {
                id = Text(String(word.dropFirst()))
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw PageError(sentence: "\(word) in \(line)") }
            if parts[0] == "source" {
                source = Text(parts[1])
            } else if parts[0] == "customer" {
                customer = Text(parts[1])
            } else {
                guard let slot = program.schema.types[type].slot(of: Text(parts[0])) else {
                    throw PageError(sentence: "no field \(parts[0]) in \(line)")
                }
                if parts[1].hasPrefix("@") {
                    fields[slot] = .text(try reference(parts[1], program: program, customer: customer, before: before))
                } else if parts[1].hasPrefix("%") {
                    let zones = TestZones.table(site: zone)
                    fields[slot] = .text(
                        try incident(parts[1], program: program, zones: zones, before: before, at: time))
                } else {
                    fields[slot] = try value(parts[1], declared[slot].type)
                }
            }
        }
        return Event(
            identity: EventIdentity(source: source, id: id), type: type, customer: customer, time: time, fields: fields)
    }

    static func value(_ text: String, _ type: FieldType) throws -> Value {
        switch type {
        case .text: return .text(Text(text))
        case .number: if let x = Double(text) { return .number(x) }
        case .boolean: if text == "true" || text == "false" { return .boolean(text == "true") }
        case .time: if let x = TerseTime.time(text) { return .time(x) }
        case .date: if let x = CalendarDate(Text(text)) { return .date(x) }
        }
        throw PageError(sentence: "\(text) is no \(type)")
    }

    /// The id of the last incident of `%rule`.
    private static func incident(
        _ text: String, program: Program, zones: ZoneTable, before: [Event], at time: Timestamp
    ) throws -> Text {
        let replay = ReferenceReplay.run(program, zones: zones, arrivals: before, order: .sorted, until: time)
        let rule = Text(String(text.dropFirst()))
        guard let line = replay.output.last(where: { $0.members != nil && $0.rule == rule }) else {
            throw PageError(sentence: "\(text) has no incident")
        }
        return line.task.text
    }

    /// The id of `@rule/event` or `@rule/event/year`.
    private static func reference(_ text: String, program: Program, customer: Text, before: [Event]) throws -> Text {
        let parts = text.dropFirst().split(separator: "/").map(String.init)
        guard parts.count >= 2, let rule = program.rules.firstIndex(where: { $0.name == Text(parts[0]) }),
            let event = before.first(where: { $0.identity.id == Text(parts[1]) })
        else { throw PageError(sentence: "\(text) names nothing") }
        let name: EpisodeName
        switch program.rules[rule].trigger {
        case .event, .crossing: name = .trigger(event.identity)
        case .date(let fact, _, _), .yearly(let fact, _):
            guard let carrier = program.facts[fact].carriers.first(where: { $0.type == event.type }),
                let value = valueOfFact(carrier.value, event)
            else { throw PageError(sentence: "\(text) sets no value") }
            name = parts.count > 2 ? .year(value, Int(parts[2]) ?? 0) : .value(value)
        }
        let key = ReferenceView.carriedKey(event, rule: program.rules[rule]).compactMap { $0 }
        return program.taskID(rule: rule, customer: customer, key: key, name: name).text
    }
}

struct PageError: Error, CustomStringConvertible {
    var sentence: String
    var description: String { sentence }
}

/// Who is asked: the one that is obviously right, and the one that is fast.
enum Evaluator: String, CaseIterable, Sendable {
    case reference, engine

    func lines(_ program: Program, zones: ZoneTable, arrivals: [Event], order: ArrivalOrder, until: Timestamp) -> [Line]
    {
        switch self {
        case .reference:
            return ReferenceReplay.run(program, zones: zones, arrivals: arrivals, order: order, until: until).output
        case .engine:
            return engineReplay(program, zones: zones, arrivals: arrivals, order: order, until: until)
        }
    }
}

extension PageCase {
    /// Compares what came with what must follow.
    func check(_ evaluator: Evaluator) throws {
        let read = try ReadCase(self)
        let lines = evaluator.lines(
            read.program, zones: TestZones.table(site: zone), arrivals: read.arrivals, order: order, until: read.until)
        var tasks: [TaskID] = []
        for line in lines where !tasks.contains(line.task) { tasks.append(line.task) }
        let wanted = expected.split(separator: "\n").map(String.init)
        let came = lines.enumerated().map { index, line in
            let pattern = index < wanted.count ? wanted[index] : ""
            var text = line.text
            if pattern.contains("] due ") { text += " \(line.dueText)" }
            if pattern.contains(" judged ") { text += " \(line.judgedText)" }
            if pattern.contains(" to "), line.change != .escalated { text += " \(line.handedText)" }
            if pattern.contains(" #") { text += " #\((tasks.firstIndex(of: line.task) ?? -1) + 1)" }
            if pattern.hasSuffix("\"") { text += " \"\(line.say)\"" }
            return text
        }
        #expect(came == wanted, "\(evaluator.rawValue)")
    }
}
