import Engine
import Events
import RuleLanguage

/// What is counted whatever tasks there are: customers, outcomes and their instances, journeys.
struct LensTally {
    /// An outcome in one period.
    struct OfOutcome {
        var events = RateTally()
        var instances = 0
        /// Instances with an outcome event.
        var instancesWithEvent = RateTally()
        var baseRate = RateTally()
    }

    let lens: Lens
    let bounds: Bounds
    let weigher: Weigher
    /// For each period the customers who had an event in it.
    private(set) var customers: [Int]
    /// For each period and outcome.
    private(set) var outcomes: [[OfOutcome]]
    private(set) var journeys: JourneyTally
    private(set) var eventsWithout = 0
    private(set) var instancesWithout = 0

    init(_ lens: Lens, _ bounds: Bounds, _ weigher: Weigher) {
        self.lens = lens
        self.bounds = bounds
        self.weigher = weigher
        customers = Array(repeating: 0, count: Bounds.periods)
        let one = [OfOutcome](repeating: OfOutcome(), count: lens.program.outcomes.count)
        outcomes = Array(repeating: one, count: Bounds.periods)
        journeys = JourneyTally(lens.program)
    }

    mutating func take(_ facts: CustomerFacts, _ customer: Text, _ view: CustomerView) {
        for period in customers.indices where facts.isHeard(in: period, bounds) { customers[period] += 1 }
        for outcome in lens.program.outcomes.indices {
            noteInstances(outcome, facts, customer)
            if !facts.outcomes[outcome].isEmpty { noteEvents(outcome, facts, customer) }
        }
        journeys.take(view, lens, bounds)
    }

    /// How many there are, and how many of those that were seen long enough had an outcome.
    private mutating func noteInstances(_ outcome: Int, _ facts: CustomerFacts, _ customer: Text) {
        let (within, asksAmong) = lens.terms[outcome]
        let place = lens.ofOutcome[outcome]
        let shape = lens.shapes[place]
        let events = KeyedTimes(facts.outcomes[outcome], shape)
        let among = !asksAmong ? nil : KeyedTimes(facts.among[outcome], shape)
        var shots = Shots(repeating: Shot())
        for instance in facts.all(ofShape: place, lens) where bounds.isCounted(instance.first) {
            let half = bounds.half(of: instance.first)
            let weight = weigher.weight(shape, instance.key, customer)
            if weight == nil { instancesWithout += 1 }
            outcomes[0][outcome].instances += 1
            outcomes[half][outcome].instances += 1
            let over = instance.first + within
            if over > bounds.end { continue }
            if let among, !among.hasAny(of: instance.key, shape, after: instance.first, through: over) { continue }
            let isHit = events.hasAny(of: instance.key, shape, after: instance.first, through: over)
            shots[0].add(isHit: isHit, weight: weight ?? 1)
            shots[half].add(isHit: isHit, weight: weight ?? 1)
        }
        for period in shots.indices { outcomes[period][outcome].baseRate.add(shots[period]) }
    }

    /// The outcome events, and the instances that they are of.
    private mutating func noteEvents(_ outcome: Int, _ facts: CustomerFacts, _ customer: Text) {
        let events = facts.outcomes[outcome]
        let place = lens.ofOutcome[outcome]
        let shape = lens.shapes[place]
        var shots = Shots(repeating: Shot())
        for match in events where bounds.isCounted(match.time) {
            let weight = weigher.weight(match.event, lens, customer)
            if weight == nil { eventsWithout += 1 }
            shots[0].add(isHit: false, weight: weight ?? 1)
            shots[facts.half(of: match.event, place, bounds, lens)].add(isHit: false, weight: weight ?? 1)
        }
        for period in shots.indices { outcomes[period][outcome].events.add(shots[period]) }

        shots = Shots(repeating: Shot())
        for (instance, _) in facts.byInstance[outcome] where bounds.isCounted(instance.first) {
            let weight = weigher.weight(shape, instance.key, customer) ?? 1
            shots[0].add(isHit: false, weight: weight)
            shots[bounds.half(of: instance.first)].add(isHit: false, weight: weight)
        }
        for period in shots.indices { outcomes[period][outcome].instancesWithEvent.add(shots[period]) }
    }
}
