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
}

extension Arrivals.Bringers {
    /// As the column holds it: a line for each name; nil is NULL.
    var column: Text? { names.isEmpty ? nil : Text(names.map { "\($0)\n" }.joined()) }
}
