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
    /// For each outcome the instances with an event of it that is counted, and which of its events these are.
    private(set) var byInstance: [[(instance: InstanceList.Instance, events: [Int])]]
    private(set) var first = Timestamp.distantFuture
    private(set) var last = Timestamp.distantPast

    init(_ lens: Lens) {
        instances = Array(repeating: InstanceList(), count: lens.shapes.count)
        outcomes = Array(repeating: [], count: lens.program.outcomes.count)
        among = outcomes
        byInstance = outcomes.map { _ in [] }
    }

    /// - Parameters:
    ///   - view: of the events of the customer.
    mutating func read(_ customer: CourseOfCustomer, _ view: CustomerView, _ bounds: Bounds, _ lens: Lens) {
        for shape in instances.indices { instances[shape].removeAll() }
        for outcome in outcomes.indices {
            outcomes[outcome].removeAll(keepingCapacity: true)
            among[outcome].removeAll(keepingCapacity: true)
            byInstance[outcome] = []
        }
        // They are in their order.
        (first, last) = (customer.events.first?.time ?? .distantFuture, customer.events.last?.time ?? .distantPast)
        (first, last) = (min(first, customer.bystanders.first), max(last, customer.bystanders.last))
        for event in customer.events { note(event, lens) }
        if customer.bystanders.mayHaveFields { customer.bystanders.forEach { note($0, lens) } }
        for (place, event) in customer.events.enumerated() where lens.isAsked[event.type] {
            for outcome in lens.outcomes[event.type] where view.matches(lens.program.outcomes[outcome].pattern, place) {
                outcomes[outcome].append(Match(event: event))
            }
            for outcome in lens.among[event.type] {
                guard let pattern = lens.program.outcomes[outcome].among, view.matches(pattern, place) else { continue }
                among[outcome].append(Match(event: event))
            }
        }
        for outcome in outcomes.indices where !outcomes[outcome].isEmpty {
            byInstance[outcome] = eventsByInstance(outcome, bounds, lens)
        }
    }

    /// The instances of which an event tells.
    private mutating func note(_ event: Event, _ lens: Lens) {
        for shape in lens.carried[event.type] { instances[shape].note(event, lens.shapes[shape]) }
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

    /// An event that lacks a field of the key counts for every instance that it may be of.
    fileprivate func eventsByInstance(_ outcome: Int, _ bounds: Bounds, _ lens: Lens) -> [(
        instance: InstanceList.Instance, events: [Int]
    )] {
        let shape = lens.shapes[lens.ofOutcome[outcome]]
        let instances = all(ofShape: lens.ofOutcome[outcome], lens)
        let events = outcomes[outcome]
        if instances.count <= 12 {
            var found: [(instance: InstanceList.Instance, events: [Int])] = []
            for instance in instances {
                let numbers = events.indices.filter {
                    bounds.isCounted(events[$0].time) && shape.joins(events[$0].event, instance.key)
                }
                if !numbers.isEmpty { found.append((instance, numbers)) }
            }
            return found
        }
        var lists = [[Int]](repeating: [], count: instances.count)
        let places = Dictionary(instances.enumerated().map { ($1.key, $0) }) { first, _ in first }
        for (number, match) in events.enumerated() where bounds.isCounted(match.time) {
            if let key = shape.key(of: match.event) {
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
