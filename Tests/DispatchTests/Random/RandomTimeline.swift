import Engine
import TaskDispatch
import Events
import RuleLanguage
import TestSupport

extension RandomProgram {
    /// Events of one or two customers in the order of their arrival.
    func arrivals(_ program: Program, _ random: inout SplitMix64) -> [Event] {
        var events: [Event] = []
        let times = (0..<(3 + random.below(6))).map { _ in vocabulary.time(&random) }
        let customers: [Text] = random.chance(70) ? ["c"] : ["c", "c", "c-2"]
        let liked = likedTypes(program)
        // Mostly few events, so that a failure is short; sometimes many, so that instances come and go.
        let count = random.chance(8) ? 40 : 3 + random.below(12)
        for number in 0..<count {
            let time = random.chance(80) ? random.pick(times) : vocabulary.time(&random)
            let type = random.chance(75) ? random.pick(liked) : random.pick(RandomExpression.eventTypes)
            if let event = event(type, number, time, random.pick(customers), program, &random) { events.append(event) }
        }
        for number in 0..<random.pick([0, 0, 1, 2]) {
            let time = random.chance(60) ? random.pick(times) : vocabulary.time(&random)
            if let answer = answer(number, time, to: events, program, &random) { events.append(answer) }
        }
        events.sort()
        switch random.below(4) {
        case 0, 1: break
        case 2: events.shuffle(using: &random)
        default:
            // Mostly in order, a few late.
            for _ in 0..<(1 + random.below(2)) {
                guard !events.isEmpty else { break }
                let late = events.remove(at: random.below(events.count))
                events.insert(late, at: random.below(events.count + 1))
            }
        }
        return events
    }

    /// The types of the triggers and of the dates, more often than the others.
    func likedTypes(_ program: Program) -> [String] {
        var names: [String] = []
        for rule in program.rules {
            switch rule.trigger {
            case .event(_, let pattern, _):
                names += pattern.alternatives.flatMap { a in
                    (0..<3).map { _ in program.schema.types[a.type].name.string }
                }
            case .crossing(_, let crossing):
                names += program.scores[crossing.score].types.flatMap { type in
                    (0..<3).map { _ in program.schema.types[type].name.string }
                }
            case .date(let fact, _, _), .yearly(let fact, _):
                names += program.facts[fact].types.flatMap { type in
                    (0..<3).map { _ in program.schema.types[type].name.string }
                }
            }
            for unless in rule.unless {
                names += unless.pattern.alternatives.map { program.schema.types[$0.type].name.string }
            }
        }
        if program.customerZone != nil, names.contains("u.u") { names.append("u.u") }
        names = names.filter { name in RandomVocabulary.fields.contains { $0.type == name } }
        return names.isEmpty ? RandomExpression.eventTypes : names
    }

    func event(
        _ name: String, _ number: Int, _ time: Timestamp, _ customer: Text, _ program: Program,
        _ random: inout SplitMix64
    ) -> Event? {
        guard let type = program.schema.index(of: Text(name)) else { return nil }
        let fields = program.schema.types[type].fields.map { field -> Value? in
            if field.isOptional, random.chance(18) { return nil }
            return vocabulary.value(field.name.string, field.type, &random)
        }
        return Event(
            identity: EventIdentity(
                source: random.chance(85) ? "/s" : "/r", id: Text("\(random.pick(["a", "b", "c"]))\(number)")),
            type: type, customer: customer, time: time, fields: fields)
    }

    /// What a person answers: it names a task that there may be.
    private func answer(
        _ number: Int, _ time: Timestamp, to events: [Event], _ program: Program, _ random: inout SplitMix64
    ) -> Event? {
        let rule = random.below(program.rules.count)
        var named: [(Text, TaskName)] = []
        for event in events {
            let carried = ReferenceView.carriedKey(event, rule: program.rules[rule])
            let key = carried.compactMap { $0 }
            guard key.count == carried.count else { continue }
            switch program.rules[rule].trigger {
            case .event(_, let pattern, _):
                guard pattern.alternatives.contains(where: { $0.type == event.type }) else { continue }
                named.append((event.customer, TaskName(key: key, name: .trigger(event.identity))))
            case .crossing(_, let crossing):
                guard program.scores[crossing.score].types.contains(event.type) else { continue }
                named.append((event.customer, TaskName(key: key, name: .trigger(event.identity))))
            case .date(let fact, _, _):
                guard let value = value(of: program.facts[fact], event) else { continue }
                named.append((event.customer, TaskName(key: key, name: .value(value))))
            case .yearly(let fact, _):
                guard let value = value(of: program.facts[fact], event) else { continue }
                for year in 2026...2028 { named.append((event.customer, TaskName(key: key, name: .year(value, year)))) }
            }
        }
        guard !named.isEmpty, let type = program.schema.index(of: random.chance(70) ? "task.done" : "task.dismissed"),
            let slot = program.schema.types[type].slot(of: "task")
        else { return nil }
        let (customer, task) = random.pick(named)
        var fields = [Value?](repeating: nil, count: program.schema.types[type].fields.count)
        fields[slot] = .text(program.taskID(rule: rule, customer: customer, key: task.key, name: task.name).text)
        return Event(
            identity: EventIdentity(source: "/p", id: Text("t\(number)")), type: type, customer: customer, time: time,
            fields: fields)
    }

    private struct TaskName {
        var key: [Value]
        var name: EpisodeName
    }

    private func value(of fact: Fact, _ event: Event) -> Value? {
        fact.carriers.first { $0.type == event.type }.flatMap { valueOfFact($0.value, event) }
    }
}
