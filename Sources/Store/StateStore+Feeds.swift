package import Events
import TaskDispatch
import Foundation
import GRDB

/// How far the feeds are heard that the rules declare, and who waits for one of them to be heard further.
extension StateStore {
    /// Reads where events come from and when they happened.
    /// - Parameters:
    ///   - lines: the events, one a line.
    ///   - body: to be called with the source and the time of each.
    package typealias MomentReading = (
        _ lines: UnsafeRawBufferPointer, _ body: (_ source: Text, _ time: Timestamp) -> Void
    ) -> Void

    /// Of each of these prefixes the greatest time of the events whose source begins with it; nil if there are none. For
    /// one that no feed had before all events are read.
    package func heard(_ prefixes: Set<Text>, moments: MomentReading) throws(StoreError) -> [Text: Timestamp?] {
        try read { try Self.heard(prefixes, moments, in: $0) }
    }

    /// From now on just these prefixes are known.
    package func hear(_ prefixes: Set<Text>, moments: MomentReading) throws(StoreError) {
        let known = try read { try Self.knownPrefixes(in: $0) }
        if Set(known.keys) == prefixes { return }
        try write { db in
            let heard = try Self.heard(prefixes, moments, in: db)
            try db.execute(sql: "DELETE FROM heard")
            try Self.put(heard: heard, into: db)
        }
    }

    private static func knownPrefixes(in db: GRDB.Database) throws -> [Text: Timestamp?] {
        let rows = try Row.fetchAll(db, sql: "SELECT prefix, heard_s, heard_ns FROM heard")
        return Dictionary(
            rows.map { (Text(blob: $0[0]), time(seconds: $0[1], nanoseconds: $0[2])) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func heard(
        _ prefixes: Set<Text>, _ moments: MomentReading, in db: GRDB.Database
    ) throws -> [Text: Timestamp?] {
        var known = try knownPrefixes(in: db).filter { prefixes.contains($0.key) }
        let new = prefixes.subtracting(known.keys).sorted()
        if new.isEmpty { return known }
        var heard = [Timestamp?](repeating: nil, count: new.count)
        let arrivals = try RawStatement(db, "SELECT events FROM arrivals")
        defer { arrivals.reset() }
        while try arrivals.step() {
            arrivals.withBytes(0) { lines in
                moments(lines) { source, time in
                    for (place, prefix) in new.enumerated() where source.hasPrefix(prefix) {
                        heard[place] = heard[place].map { max($0, time) } ?? time
                    }
                }
            }
        }
        for (prefix, time) in zip(new, heard) { known[prefix] = .some(time) }
        return known
    }

    /// By the name of a feed how many customers have tasks that its silence holds.
    package func customersWaitingForFeeds() throws(StoreError) -> [Text: Int] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT feed, count(DISTINCT customer) FROM feed_waits GROUP BY feed")
            return Dictionary(rows.map { (Text(blob: $0[0]), $0[1]) }, uniquingKeysWith: +)
        }
    }

    /// Writes how far prefixes are heard.
    static func put(heard: [Text: Timestamp?], into db: GRDB.Database) throws {
        if heard.isEmpty { return }
        let put = try RawStatement(db, "INSERT OR REPLACE INTO heard (prefix, heard_s, heard_ns) VALUES (?, ?, ?)")
        for (prefix, time) in heard {
            put.bind(1, prefix)
            put.bind(2, seconds: time)
            put.bind(3, nanoseconds: time)
            try put.run()
        }
    }

    /// Makes everybody due who waits for a feed that is heard so far now.
    /// - Parameter feeds: by name how far each is heard.
    static func wake(_ feeds: [Text: Timestamp], in db: GRDB.Database) throws {
        if feeds.isEmpty { return }
        let wake = try RawStatement(
            db,
            """
            UPDATE customers SET deadline_s = ?, deadline_ns = 0 WHERE customer IN
              (SELECT customer FROM feed_waits WHERE feed = ? AND (needs_s, needs_ns) <= (?, ?))
            """)
        for (feed, heard) in feeds {
            wake.bind(1, Int64.min)
            wake.bind(2, feed)
            wake.bind(3, seconds: heard)
            wake.bind(4, nanoseconds: heard)
            try wake.run()
        }
    }

    /// Notes for which feeds these customers wait.
    static func put(waitsOf customers: [StoredCustomer], into db: GRDB.Database) throws {
        // Mostly nobody waits, and nobody has.
        let isNeeded =
            try customers.contains { !$0.feedWaits.isEmpty }
            || Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM feed_waits)") ?? false
        if !isNeeded { return }
        let forget = try RawStatement(db, "DELETE FROM feed_waits WHERE customer = ?")
        let put = try RawStatement(
            db, "INSERT INTO feed_waits (customer, feed, needs_s, needs_ns) VALUES (?, ?, ?, ?)")
        for customer in customers {
            forget.bind(1, customer.customer)
            try forget.run()
            for wait in customer.feedWaits {
                put.bind(1, customer.customer)
                put.bind(2, wait.feed)
                put.bind(3, seconds: wait.needs)
                put.bind(4, nanoseconds: wait.needs)
                try put.run()
            }
        }
    }
}
