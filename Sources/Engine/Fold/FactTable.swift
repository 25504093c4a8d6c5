import Events

/// What events have said of each fact and key, in the order of time, so that the latest at an instant is found without
/// looking through the timeline. It knows the first events of a timeline, and is made as the fold goes along; nothing
/// of it is stored, for it follows from the events.
struct FactTable: Sendable {
    /// One event that carries the fact.
    struct Setting: Sendable {
        let ref: EventRef
        /// The first event of the run of equal values that this one belongs to.
        let setBy: EventRef
        let value: Value
        /// The value before that run; nil if there was none.
        let before: Value?
    }

    private struct Name: Hashable {
        let fact: Int
        let key: Value?
    }

    /// How many events of the timeline, from its beginning, it knows.
    private(set) var known = 0
    private var settings: [Name: [Setting]] = [:]

    /// The latest setting among the known events at or before a time.
    func latest(_ fact: Int, key: Value?, at t: Timestamp, in timeline: Timeline) -> Setting? {
        guard let settings = settings[Name(fact: fact, key: key)] else { return nil }
        var low = 0
        var high = settings.count
        if let last = settings.last, timeline[last.ref].time <= t { return last }
        while low < high {
            let middle = (low + high) / 2
            if timeline[settings[middle].ref].time <= t { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : settings[low - 1]
    }

    /// The latest setting among the known events before an event.
    func latest(_ fact: Int, key: Value?, before event: Event, in timeline: Timeline) -> Setting? {
        guard let settings = settings[Name(fact: fact, key: key)] else { return nil }
        if let last = settings.last, timeline[last.ref] < event { return last }
        var low = 0
        var high = settings.count
        while low < high {
            let middle = (low + high) / 2
            if timeline[settings[middle].ref] < event { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : settings[low - 1]
    }

    /// Calls back with the settings of each fact and key, in the order of time.
    func eachHistory(_ body: (_ fact: Int, _ settings: [Setting]) -> Void) {
        for (name, settings) in settings { body(name.fact, settings) }
    }

    /// Takes the next event of the timeline.
    /// - Parameter begins: the stages of journeys that it begins.
    mutating func note(_ ref: EventRef, begins stages: [StageBegun], in timeline: Timeline, _ plan: Plan) {
        known += 1
        let event = timeline[ref]
        for carrier in plan.types.carriers[event.type] {
            guard let value = carrier.value.read(event) else { continue }
            var key: Value?
            if let slot = carrier.keySlot {
                guard let value = event.fields.key(slot) else { continue }
                key = value
            }
            _ = append(value, to: carrier.fact, key: key, by: ref)
        }
        for begun in stages {
            let journey = plan.journeys[begun.journey]
            let first = append(.text(begun.stage), to: journey.stageFact, key: begun.key, by: ref)
            _ = append(.time(timeline[first].time), to: journey.sinceFact, key: begun.key, by: ref)
        }
    }

    /// Forgets what it knows of later events than a time.
    /// - Parameters:
    ///   - refs: all later events of the timeline; some of them it may not know.
    ///   - known: how many there are before them.
    mutating func forget(
        _ refs: ArraySlice<EventRef>, after t: Timestamp, knowing known: Int, in timeline: Timeline, _ plan: Plan
    ) {
        self.known = known
        func forget(_ fact: Int, _ key: Value?) {
            let name = Name(fact: fact, key: key)
            while let last = settings[name]?.last, timeline[last.ref].time > t { settings[name]?.removeLast() }
        }
        for ref in refs {
            let event = timeline[ref]
            for carrier in plan.types.carriers[event.type] {
                if let slot = carrier.keySlot {
                    if let key = event.fields.key(slot) { forget(carrier.fact, key) }
                } else {
                    forget(carrier.fact, nil)
                }
            }
            for journey in plan.journeys {
                let key = journey.isKeyed ? journey.keySlots[event.type].flatMap { event.fields.key($0) } : nil
                if journey.lines[event.type].isEmpty || journey.isKeyed && key == nil { continue }
                forget(journey.stageFact, key)
                forget(journey.sinceFact, key)
            }
        }
    }

    /// - Returns: the first event of the run of equal values.
    private mutating func append(_ value: Value, to fact: Int, key: Value?, by ref: EventRef) -> EventRef {
        let name = Name(fact: fact, key: key)
        let before = settings[name]?.last
        let isSame = before?.value == value
        let setBy = isSame ? before?.setBy ?? ref : ref
        settings[name, default: []].append(
            Setting(ref: ref, setBy: setBy, value: value, before: isSame ? before?.before : before?.value))
        return setBy
    }
}
