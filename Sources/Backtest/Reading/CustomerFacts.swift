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
        for place in lens.carried[event.type] { instances[place].note(event, lens.shapes[place]) }
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

extension CustomerFacts {
    /// Whether the customer may be said to have been there in a period.
    func isHeard(in period: Int, _ bounds: Bounds) -> Bool {
        let (from, to) = bounds.span(of: period)
        return first <= to && last >= from && (period != 1 || first < to)
    }

    /// An outcome event lies where its instance was first heard of, one without the key where it lies itself.
    func half(of event: Event, _ shape: Int, _ bounds: Bounds, _ lens: Lens) -> Int {
        guard let key = lens.shapes[shape].key(of: event) else { return bounds.half(of: event.time) }
        return bounds.half(of: first(ofShape: shape, key: key) ?? event.time)
    }

    /// The instances with an event of an outcome that is counted, and which of its events these are: one that lacks a field
    /// of the key counts for every instance that it may be of.
    func eventsByInstance(_ outcome: Int, _ bounds: Bounds, _ lens: Lens) -> [(
        instance: InstanceList.Instance, events: [Int]
    )] {
        let shape = lens.shapes[lens.ofOutcome[outcome]]
        let instances = all(ofShape: lens.ofOutcome[outcome], lens)
        var lists = [[Int]](repeating: [], count: instances.count)
        let isMany = instances.count > 12
        let places = isMany ? Dictionary(instances.enumerated().map { ($1.key, $0) }) { first, _ in first } : nil
        for (number, match) in outcomes[outcome].enumerated() where bounds.isCounted(match.time) {
            if let places, let key = shape.key(of: match.event) {
                if let place = places[key] { lists[place].append(number) }
                continue
            }
            for place in instances.indices where shape.joins(match.event, instances[place].key) {
                lists[place].append(number)
            }
        }
        return zip(instances, lists).filter { !$1.isEmpty }.map { ($0, $1) }
    }
}
