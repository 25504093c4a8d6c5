import CloudEvents
import Events
import Store
import TaskDispatch

extension EvidenceTexts {
    /// Who brought an event by which a task changed; nil where that is not known.
    func bringer(of event: EventIdentity, _ task: TaskRecord) throws -> Text? {
        try bringers(of: [event], customer: task.answersToIncident ? nil : task.customer).first ?? nil
    }

    /// Who brought some events, in their order; nil where that is not known.
    /// - Parameter customer: of all of them; nil if they are of several.
    func bringers(of evidence: [EventIdentity], customer: Text?) throws -> [Text?] {
        if evidence.isEmpty { return [] }
        if let customer, arriving == nil || arriving?.names.isUniform == true,
            let only = try bringer ?? store.onlyBringer(of: customer),
            arriving == nil || arriving?.names.names == [only]
        {
            return Array(repeating: only, count: evidence.count)
        }
        var found = [Text?](repeating: nil, count: evidence.count)
        var sought: [EventIdentity: Int] = [:]
        for (place, event) in evidence.enumerated() { sought[event] = place }
        func takeEach(_ lines: UnsafeRawBufferPointer, _ names: Arrivals.Bringers) {
            var line = 0
            reader.eachIdentity(of: lines) { identity, _ in
                if let place = sought.removeValue(forKey: identity) { found[place] = names.name(ofLine: line) }
                line += 1
                return !sought.isEmpty
            }
        }
        func take(_ places: [Int], _ lines: UnsafeRawBufferPointer, _ names: Arrivals.Bringers) {
            // Of those that one brought it need not be known which line is whose.
            guard names.isUniform else { return takeEach(lines, names) }
            for place in places where sought.removeValue(forKey: evidence[place]) != nil {
                found[place] = names.names.first
            }
        }
        try store.lookUpBringers(evidence.map { store.hashKey.hash(of: $0) }, take)
        // Of an answer to an incident it has to be known.
        for share in answers where !sought.isEmpty { share.lines.withUnsafeBytes { takeEach($0, share.names) } }
        if let arriving, !sought.isEmpty {
            let places = sought.values.sorted()
            arriving.lines.withUnsafeBytes { take(places, $0, arriving.names) }
        }
        return found
    }
}
