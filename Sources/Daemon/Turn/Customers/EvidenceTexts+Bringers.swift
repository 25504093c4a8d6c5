import CloudEvents
import Events
import Store

extension EvidenceTexts {
    /// Who brought some events of the customer, in their order; nil where that is not known.
    func bringers(of evidence: [Event]) throws -> [Text?] {
        guard let customer = evidence.first?.customer else { return [] }
        return try bringers(of: evidence.map(\.identity), customer: customer)
    }

    func bringers(of evidence: [EventIdentity], customer: Text) throws -> [Text?] {
        if arriving == nil || arriving?.names.isUniform == true,
            let only = try bringer ?? store.onlyBringer(of: customer),
            arriving == nil || arriving?.names.names == [only]
        {
            return Array(repeating: only, count: evidence.count)
        }
        var found = [Text?](repeating: nil, count: evidence.count)
        var sought: [EventIdentity: Int] = [:]
        for (place, event) in evidence.enumerated() { sought[event] = place }
        func take(_ places: [Int], _ lines: UnsafeRawBufferPointer, _ names: Arrivals.Bringers) {
            // Of those that one brought it need not be known which line is whose.
            if names.isUniform {
                for place in places where sought.removeValue(forKey: evidence[place]) != nil {
                    found[place] = names.names.first
                }
                return
            }
            var line = 0
            reader.eachIdentity(of: lines) { identity, _ in
                if let place = sought.removeValue(forKey: identity) { found[place] = names.name(ofLine: line) }
                line += 1
                return !sought.isEmpty
            }
        }
        try store.lookUpBringers(evidence.map { store.hashKey.hash(of: $0) }, take)
        if let arriving, !sought.isEmpty {
            let places = sought.values.sorted()
            arriving.lines.withUnsafeBytes { take(places, $0, arriving.names) }
        }
        return found
    }
}
