import Engine
import TaskDispatch
import Events
import RuleLanguage
import TestSupport

extension RandomProgram {
    /// Events of a few customers, and what people answer to the tasks and incidents that come of them.
    func outreachArrivals(_ program: Program, zones: ZoneTable, _ random: inout SplitMix64) -> [Event] {
        let times = (0..<(3 + random.below(5))).map { _ in vocabulary.time(&random) }
        let customers: [Text] = random.pick([["c"], ["c", "c-2"], ["c", "c", "c-2", "c-3"]])
        let liked = likedTypes(program)
        var events: [Event] = []
        for number in 0..<(random.chance(12) ? 30 : 3 + random.below(14)) {
            let time = random.chance(75) ? random.pick(times) : vocabulary.time(&random)
            let type = random.chance(80) ? random.pick(liked) : random.pick(RandomExpression.eventTypes)
            if let event = event(type, number, time, random.pick(customers), program, &random) { events.append(event) }
        }
        for number in 0..<random.pick([0, 1, 2, 3]) {
            if let answer = outreachAnswer(number, to: events, program, zones, &random) { events.append(answer) }
        }
        events.sort()
        switch random.below(4) {
        case 0, 1: break
        case 2: events.shuffle(using: &random)
        default:
            for _ in 0..<(1 + random.below(2)) {
                let late = events.remove(at: random.below(events.count))
                events.insert(late, at: random.below(events.count + 1))
            }
        }
        return events
    }

    /// An answer to something that the reference says is there, at its time or a little later.
    private func outreachAnswer(
        _ number: Int, to events: [Event], _ program: Program, _ zones: ZoneTable, _ random: inout SplitMix64
    ) -> Event? {
        let last = events.map(\.time).max() ?? Timestamp(seconds: 0)
        let lines = ReferenceReplay.run(
            program, zones: zones, arrivals: events, order: .sorted, until: last + .hours(8)
        ).output.filter { !$0.change.isEnding }
        guard !lines.isEmpty else { return nil }
        let incidents = lines.filter { $0.members != nil }
        let line = !incidents.isEmpty && random.chance(50) ? random.pick(incidents) : random.pick(lines)
        let name = random.pick([
            "task.done", "task.dismissed", "task.claimed", "task.claimed", "task.released", "task.snoozed",
        ])
        guard let type = program.schema.index(of: Text(name)) else { return nil }
        let time = line.at + random.pick([TimeSpan(seconds: 1), .minutes(30), .minutes(30), .hours(1), .hours(2)])
        let fields = program.schema.types[type].fields.map { field -> Value? in
            switch field.name.string {
            case "task": return .text(line.task.text)
            case "by": return random.chance(50) ? .text(random.pick(["ann", "bob"])) : nil
            case "until":
                guard name == "task.snoozed", random.chance(85) else { return nil }
                return .time(time + random.pick([.minutes(30), .hours(1), .hours(2), .minutes(-30)]))
            default: return nil
            }
        }
        let customer = line.customer == "" ? random.pick(["c", "c-2", "nobody"]) : line.customer
        return Event(
            identity: EventIdentity(source: "/p", id: Text("t\(number)")), type: type, customer: customer, time: time,
            fields: fields)
    }
}
