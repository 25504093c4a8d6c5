import Engine
import Events
import RuleLanguage
import TaskDispatch

/// What a customer's events say, whatever tasks there were.
struct CustomerFacts {
    /// An event that a pattern matches.
    struct Match {
        var event: Event
        var time: Timestamp { event.time }
    }

    /// For each shape.
    private(set) var instances: [InstanceList]
    /// For each outcome, in the order of time.
    private(set) var outcomes: [[Match]]
    private(set) var among: [[Match]]
    private(set) var first = Timestamp.distantFuture
    private(set) var last = Timestamp.distantPast

    init(_ lens: Lens) {
        instances = Array(repeating: InstanceList(), count: lens.shapes.count)
        outcomes = Array(repeating: [], count: lens.program.outcomes.count)
        among = outcomes
    }

    mutating func read(_ view: CustomerView, _ bystanders: [Event], until end: Timestamp, _ lens: Lens) {
        for shape in instances.indices { instances[shape].removeAll() }
        for outcome in outcomes.indices {
            outcomes[outcome].removeAll(keepingCapacity: true)
            among[outcome].removeAll(keepingCapacity: true)
        }
        (first, last) = (.distantFuture, .distantPast)
        for place in 0..<view.eventCount {
            let event = view.event(place)
            note(event, lens)
            for outcome in lens.outcomes[event.type] where view.matches(lens.program.outcomes[outcome].pattern, place) {
                outcomes[outcome].append(Match(event: event))
            }
            for outcome in lens.among[event.type] {
                guard let pattern = lens.program.outcomes[outcome].among, view.matches(pattern, place) else { continue }
                among[outcome].append(Match(event: event))
            }
        }
        for event in bystanders { note(event, lens) }
    }

    private mutating func note(_ event: Event, _ lens: Lens) {
        first = min(first, event.time)
        last = max(last, event.time)
        for (place, shape) in lens.shapes.enumerated() where !shape.names.isEmpty {
            instances[place].note(event, shape)
        }
    }

    /// When an instance was first heard of; of the customer without a key, the first event.
    func first(ofShape shape: Int, key: [Value]) -> Timestamp? {
        if key.isEmpty { return first }
        return instances[shape].place(of: key).map { instances[shape].all[$0].first }
    }

    /// The instances of an outcome; the customer is one, if it has no key.
    func all(ofShape shape: Int, _ lens: Lens) -> [InstanceList.Instance] {
        if lens.shapes[shape].names.isEmpty { return [InstanceList.Instance(key: [], first: first)] }
        return instances[shape].all
    }
}
