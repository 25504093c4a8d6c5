package import Events
import Foundation
import GRDB

extension StateStore {
    /// The rules that the states were last judged by; nil if there never were any.
    package func rulesInForce() throws(StoreError) -> RulesInForce? {
        try read { try Self.rulesInForce(in: $0) }
    }

    /// Since when they are in force; nil if there never were any. Their text, which is long with tables, is not read for it.
    package func rulesLoaded() throws(StoreError) -> Timestamp? {
        try read { db in
            let hasRules = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'rules')")
            return hasRules == true ? try Self.loaded(in: db) : nil
        }
    }

    /// Every rule that was ever in force, whether or not it still is.
    package func knownRules() throws(StoreError) -> [KnownRule] {
        try read { try Self.knownRules(in: $0) }
    }

    /// Whether an event was ever kept.
    package func hasCustomers() throws(StoreError) -> Bool {
        try read {
            try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM customers) OR EXISTS (SELECT 1 FROM arrivals)")
                ?? false
        }
    }

    /// Puts other rules in force, in one transaction. If they judge otherwise than those before, every customer
    /// becomes due, so that the next judging brings all of them in line; if they only say otherwise what holds tasks back,
    /// those who have tasks that are held or open.
    /// - Parameter new: rules that were never in force before.
    package func adopt(_ rules: RulesInForce, new: [KnownRule]) throws(StoreError) {
        try write { db in
            let before = try Self.rulesInForce(in: db)
            for (name, value) in [
                ("rules", Data(rules.text)), ("fingerprint", rules.fingerprint.blob),
                ("outreach", rules.outreach.blob),
                ("loaded", Text(rules.loaded.description).blob),
            ] {
                try db.execute(
                    sql: """
                        INSERT INTO meta (name, value) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value
                        """, arguments: [name, value])
            }
            for rule in new {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO rules (name, since_s, since_ns) VALUES (?, ?, ?)",
                    arguments: [rule.name.blob, rule.since?.seconds, rule.since?.nanoseconds])
            }
            if before?.fingerprint != rules.fingerprint {
                try db.execute(sql: "UPDATE customers SET deadline_s = ?, deadline_ns = 0", arguments: [Int64.min])
            } else if before?.outreach != rules.outreach {
                try db.execute(
                    sql: """
                        UPDATE customers SET deadline_s = ?, deadline_ns = 0
                        WHERE customer IN (SELECT customer FROM tasks WHERE state IN ('held', 'open'))
                        """, arguments: [Int64.min])
            }
        }
    }

    /// Keeps what the daemon has learned of its feeds, in a form of its own.
    package func keep(feeds: [UInt8]) throws(StoreError) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO meta (name, value) VALUES ('feeds', ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """, arguments: [Data(feeds)])
        }
    }

    /// What was kept; nil if nothing was.
    package func feeds() throws(StoreError) -> [UInt8]? {
        try read { try Data.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'feeds'").map { [UInt8]($0) } }
    }

    static func rulesInForce(in db: GRDB.Database) throws -> RulesInForce? {
        let value = { (name: String) in
            try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
        }
        guard let text = try value("rules") else { return nil }
        // A store of the first schema has neither.
        return RulesInForce(
            text: [UInt8](text), fingerprint: try value("fingerprint").map { Text(blob: $0) } ?? "",
            outreach: try value("outreach").map { Text(blob: $0) } ?? "",
            loaded: try loaded(in: db))
    }

    private static func loaded(in db: GRDB.Database) throws -> Timestamp {
        let written = try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'loaded'")
        return written.flatMap { try? Timestamp.parse(Text(blob: $0)).get() } ?? .distantPast
    }

    static func knownRules(in db: GRDB.Database) throws -> [KnownRule] {
        try Row.fetchAll(db, sql: "SELECT name, since_s, since_ns FROM rules ORDER BY name").map { row in
            let seconds: Int64? = row[1]
            return KnownRule(
                name: Text(blob: row[0]),
                since: seconds.map { Timestamp(seconds: $0, nanoseconds: row[2] as Int64? ?? 0) })
        }
    }
}
