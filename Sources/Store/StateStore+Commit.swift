public import Engine
import Events
import Foundation
import GRDB

extension StateStore {
    /// Makes a turn durable, in one transaction: all of it or, with an error, nothing.
    public func commit(_ turn: TurnWrites) throws(StoreError) {
        try write { db in
            try Self.insert(turn.events, into: db)
            try Self.put(turn.customers, into: db)
            try Self.put(turn.tasks, into: db)
            try Self.note(taken: turn.taken, gone: turn.gone, in: db)
            let count = try db.cachedStatement(
                sql: """
                    INSERT INTO counters (kind, name, count) VALUES (?, ?, ?)
                    ON CONFLICT (kind, name) DO UPDATE SET count = count + excluded.count
                    """)
            for (counter, number) in turn.counts {
                try count.execute(arguments: [counter.kind.rawValue, counter.name.blob, number])
            }
            if let clock = turn.clock {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO clock (one, seconds, nanoseconds) VALUES (1, ?, ?)
                        ON CONFLICT (one) DO UPDATE
                          SET seconds = excluded.seconds, nanoseconds = excluded.nanoseconds
                          WHERE (excluded.seconds, excluded.nanoseconds) > (seconds, nanoseconds)
                        """
                ).execute(arguments: [clock.seconds, clock.nanoseconds])
            }
        }
    }

    /// Notes that the files of these tasks lie on disk as the store has them.
    public func markWritten(_ ids: [TaskID]) throws(StoreError) {
        try write { db in
            let mark = try db.cachedStatement(sql: "UPDATE tasks SET written = 1 WHERE id = ?")
            for id in ids { try mark.execute(arguments: [id.text.blob]) }
        }
    }

    /// Notes that the files of these tasks must be written again.
    public func markOwed(_ ids: [TaskID]) throws(StoreError) {
        try write { db in
            let mark = try db.cachedStatement(sql: "UPDATE tasks SET written = 0 WHERE id = ?")
            for id in ids { try mark.execute(arguments: [id.text.blob]) }
        }
    }

    /// Forgets tasks whose files are gone for good. What the Engine knows of them stays.
    public func forget(tasks ids: [TaskID]) throws(StoreError) {
        try write { db in
            let forget = try db.cachedStatement(sql: "DELETE FROM tasks WHERE id = ? AND state <> 'open'")
            for id in ids { try forget.execute(arguments: [id.text.blob]) }
        }
    }

    private static func insert(_ events: [StoredEvent], into db: GRDB.Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO events (source, id, customer, time_s, time_ns, arrived_s, arrived_ns, json)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for event in events {
            try insert.execute(arguments: [
                event.identity.source.blob, event.identity.id.blob, event.customer.blob,
                event.time.seconds, event.time.nanoseconds, event.arrived.seconds, event.arrived.nanoseconds,
                event.json.string,
            ])
        }
    }

    private static func put(_ customers: [StoredCustomer], into db: GRDB.Database) throws {
        let put = try db.cachedStatement(
            sql: """
                INSERT INTO customers (customer, state, deadline_s, deadline_ns) VALUES (?, ?, ?, ?)
                ON CONFLICT (customer) DO UPDATE
                  SET state = excluded.state, deadline_s = excluded.deadline_s, deadline_ns = excluded.deadline_ns
                """)
        for customer in customers {
            try put.execute(arguments: [
                customer.customer.blob, Data(customer.state), customer.deadline?.seconds,
                customer.deadline?.nanoseconds,
            ])
        }
    }

    private static func put(_ tasks: [StoredTask], into db: GRDB.Database) throws {
        let put = try db.cachedStatement(
            sql: """
                INSERT INTO tasks (id, customer, rule, state, body, written) VALUES (?, ?, ?, ?, ?, 0)
                ON CONFLICT (id) DO UPDATE
                  SET customer = excluded.customer, rule = excluded.rule, state = excluded.state,
                      body = excluded.body, written = 0
                """)
        for task in tasks {
            try put.execute(arguments: [
                task.id.text.blob, task.customer.blob, task.rule.blob, task.state.rawValue, Data(task.body),
            ])
        }
    }

    private static func note(taken: [TakenFile], gone: [[UInt8]], in db: GRDB.Database) throws {
        let forget = try db.cachedStatement(sql: "DELETE FROM taken WHERE name = ?")
        for name in gone { try forget.execute(arguments: [Data(name)]) }
        let note = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO taken (name, mark, progress, events, rejections) VALUES (?, ?, ?, ?, ?)"
        )
        for file in taken {
            try note.execute(arguments: [
                Data(file.name), Data(file.mark), file.progress.rawValue, file.events, Data(file.rejections),
            ])
        }
    }
}
