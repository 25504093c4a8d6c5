package import Events
import GRDB

extension StateStore {
    /// Who brought the events of a customer, in the order in which `load` has them: names of users, nil where that was
    /// not noted.
    package func bringers(of customer: Text) throws(StoreError) -> [Text?] {
        try read { db in
            let arrivals = try RawStatement(db, "SELECT events, brought FROM arrivals WHERE customer = ? ORDER BY id")
            defer { arrivals.reset() }
            arrivals.bind(1, customer)
            var bringers: [Text?] = []
            while try arrivals.step() {
                let count = arrivals.withBytes(0) { bytes in bytes.count { $0 == UInt8(ascii: "\n") } }
                let names = arrivals.isNull(1) ? [] : arrivals.withBytes(1, lines)
                bringers += (0..<count).map { names.count == count ? names[$0] : names.first }
            }
            return bringers
        }
    }

    /// Who brought all events of a customer, if it is one for all and they came in few turns; nil where that is not so, or
    /// not known. Most customers have one such, and need no look at their events.
    package func onlyBringer(of customer: Text) throws(StoreError) -> Text? {
        try read { db in
            let arrivals = try RawStatement(
                db, "SELECT brought FROM arrivals WHERE customer = ? LIMIT \(Self.turnsLookedAt + 1)")
            defer { arrivals.reset() }
            arrivals.bind(1, customer)
            var only = OnlyBringer()
            var turns = 0
            while try arrivals.step() {
                turns += 1
                guard turns <= Self.turnsLookedAt, only.take(arrivals, 0) else { return nil }
            }
            return only.name
        }
    }

    private static let turnsLookedAt = 16

    /// Looks up who brought some events, as `lookUp` does the events themselves: calls back with the lines among which
    /// they may be, and the names of those who brought them.
    package func lookUpBringers(
        _ hashes: [UInt64],
        _ body: (_ places: [Int], _ lines: UnsafeRawBufferPointer, _ names: Arrivals.Bringers) -> Void
    ) throws(StoreError) {
        try lookUpRows(hashes, "events, brought") { places, row in
            let names = row.isNull(1) ? [] : row.withBytes(1, lines)
            row.withBytes(0) { body(places, $0, Arrivals.Bringers(names)) }
        }
    }
}

extension Arrivals.Bringers {
    /// Who brought the event of a line; nil where that is not known.
    package func name(ofLine line: Int) -> Text? {
        if isUniform { return names.first }
        return line < names.count ? names[line] : nil
    }

    /// As the column holds it: a line for each name; nil is NULL.
    var column: Text? { names.isEmpty ? nil : Text(names.map { "\($0)\n" }.joined()) }
}
