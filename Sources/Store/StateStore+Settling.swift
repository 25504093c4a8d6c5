package import Events
import Foundation
import GRDB

/// Events of settled pasts leave the store.
extension StateStore {
    /// The rows of some customers' events, of each in the order in which they came.
    package func arrivals(of customers: [Text]) throws(StoreError) -> [[ArrivalRow]] {
        if customers.isEmpty { return [] }
        return try read { db in
            let arrivals = try RawStatement(
                db, "SELECT id, arrived_s, arrived_ns, events, brought FROM arrivals WHERE customer = ? ORDER BY id")
            defer { arrivals.reset() }
            return try customers.map { customer in
                arrivals.reset()
                arrivals.bind(1, customer)
                var rows: [ArrivalRow] = []
                while try arrivals.step() {
                    rows.append(
                        ArrivalRow(
                            id: arrivals.number(0),
                            arrived: Timestamp(seconds: arrivals.number(1), nanoseconds: arrivals.number(2)),
                            text: arrivals.bytes(3),
                            brought: Arrivals.Bringers(arrivals.isNull(4) ? [] : arrivals.withBytes(4, lines))))
                }
                return rows
            }
        }
    }

    /// Customers with an unsettled event that came at an instant or before, the oldest first; without those in `except`
    /// and those whose turn could not be done.
    package func customersToSettle(
        through instant: Timestamp, limit: Int, except: Set<Text> = []
    ) throws(StoreError) -> [Text] {
        try read { db in
            let oldest = try db.cachedStatement(
                sql: """
                    SELECT customer FROM customers
                    WHERE unsettled_s IS NOT NULL AND (unsettled_s, unsettled_ns) <= (?, ?)
                    ORDER BY unsettled_s, unsettled_ns
                    """)
            let rows = try Data.fetchCursor(oldest, arguments: [instant.seconds, instant.nanoseconds])
            return try Self.customers(rows, except: except, limit: limit, db)
        }
    }

    /// When the oldest event came that is not settled, of all customers but those whose turn could not be done; nil if
    /// all are.
    package func oldestUnsettled() throws(StoreError) -> Timestamp? {
        try read { db in
            try Self.earliest(
                db,
                """
                SELECT unsettled_s, unsettled_ns, customer FROM customers WHERE unsettled_s IS NOT NULL
                ORDER BY unsettled_s, unsettled_ns
                """)
        }
    }

    /// How many bytes of the database hold something.
    package func bytesInUse() throws(StoreError) -> Int {
        try read { db in
            let number = { (name: String) in try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0 }
            return (try number("page_count") - number("freelist_count")) * (try number("page_size"))
        }
    }

    /// With which lateness pasts were settled last; nil: nothing is known.
    package func lateness() throws(StoreError) -> TimeSpan? { try read(Self.lateness) }

    /// The same of a database that is damaged, as far as it can be read.
    package static func lateness(ofDamaged path: String) -> TimeSpan? {
        var configuration = Configuration()
        PageSums.use(in: &configuration, trust: .firstPage)
        configuration.prepareDatabase { PageSums.keepLog(true, of: $0) }
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
        return try? queue.read(lateness)
    }

    private static func lateness(_ db: GRDB.Database) throws -> TimeSpan? {
        let written = try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'lateness'")
        return written.flatMap { Int64(String(decoding: $0, as: UTF8.self)) }.map { TimeSpan(seconds: $0) }
    }

    static func put(lateness: TimeSpan, into db: GRDB.Database) throws {
        try db.execute(
            sql: """
                INSERT INTO meta (name, value) VALUES ('lateness', ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, arguments: [Data(String(lateness.seconds).utf8)])
    }

    /// Takes settled events out of their rows, and forgets who they are.
    static func settle(_ rows: [SettledRow], in db: GRDB.Database) throws {
        if rows.isEmpty { return }
        let update = try RawStatement(db, "UPDATE arrivals SET events = ?, brought = ? WHERE id = ?")
        let delete = try RawStatement(db, "DELETE FROM arrivals WHERE id = ?")
        var gone: [IdentityIndex.Entry] = []
        for row in rows {
            gone += row.gone.map { IdentityIndex.Entry(hash: $0, row: row.id) }
            if row.text.isEmpty {
                delete.bind(1, row.id)
                try delete.run()
                continue
            }
            update.bind(1, row.text)
            update.bind(2, row.brought.column)
            update.bind(3, row.id)
            try update.run()
        }
        IdentityIndex.sort(&gone)
        try IdentityIndex(db).remove(gone)
    }
}
