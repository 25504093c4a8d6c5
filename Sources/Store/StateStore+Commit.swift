package import Engine
import TaskDispatch
import Events
import Foundation
import GRDB
import RuleLanguage

extension StateStore {
    /// Makes a turn durable, in one transaction: all of it or, with an error, nothing.
    package func commit(_ turn: TurnWrites) throws(StoreError) {
        try write { db in
            try Self.settle(turn.settled, in: db)
            if let lateness = turn.lateness { try Self.put(lateness: lateness, into: db) }
            try Self.insert(turn, into: db)
            try Self.put(heard: turn.heard.prefixes, into: db)
            // Before the states: who is judged in this turn knows what was heard.
            try Self.wake(turn.heard.feeds, in: db)
            try Self.put(turn.customers, into: db)
            try Self.put(waitsOf: turn.customers, into: db)
            try Self.put(turn.tasks, into: db)
            try Self.put(turn.ledger, into: db)
            try Self.note(taken: turn.taken, gone: turn.gone, in: db)
            try Self.count(turn.counts, in: db)
            try Self.put(turn.dispatch, into: db)
            if let unfinished = turn.unfinished { try Self.put(unfinished, into: db) }
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

    /// Notes that the files of these tasks lie on disk as the store has them, and the ledger up to its end there.
    /// - Parameter ledger: what was written to it besides, if anything was.
    package func markWritten(
        _ ids: [TaskID], ledger: (blocks: [LedgerBlock], end: LedgerEnd)? = nil
    ) throws(StoreError) {
        try write { db in
            if let ledger { try Self.note(written: ledger.blocks, upTo: ledger.end, in: db) }
            let mark = try RawStatement(db, "UPDATE tasks SET written = 1 WHERE id = ?")
            for id in ids {
                mark.bind(1, id.text)
                try mark.run()
            }
        }
    }

    /// Notes that the files of these tasks must be written again.
    package func markOwed(_ ids: [TaskID]) throws(StoreError) {
        try write { db in
            let mark = try db.cachedStatement(sql: "UPDATE tasks SET written = 0 WHERE id = ?")
            for id in ids { try mark.execute(arguments: [id.text.blob]) }
        }
    }

    /// Forgets tasks whose files are gone for good. What the Engine knows of them stays.
    package func forget(tasks ids: [TaskID]) throws(StoreError) {
        try write { db in
            let forget = try db.cachedStatement(sql: "DELETE FROM tasks WHERE id = ? AND state NOT IN ('held', 'open')")
            for id in ids { try forget.execute(arguments: [id.text.blob]) }
        }
    }

    /// Adds the arrivals and remembers their identities.
    private static func insert(_ turn: TurnWrites, into db: GRDB.Database) throws {
        var row = try lastArrival(db)
        let insert = try RawStatement(
            db,
            "INSERT INTO arrivals (id, customer, arrived_s, arrived_ns, events, brought) VALUES (?, ?, ?, ?, ?, ?)")
        var entries: [IdentityIndex.Entry] = []
        entries.reserveCapacity(turn.arrivals.hashes.count)
        for share in turn.arrivals.shares {
            row += 1
            insert.bind(1, row)
            insert.bind(2, share.customer)
            insert.bind(3, turn.arrived.seconds)
            insert.bind(4, Int64(turn.arrived.nanoseconds))
            insert.bind(6, share.brought.column)
            try turn.arrivals.text(of: share).withUnsafeBytes {
                insert.bind(5, inPlace: $0)
                try insert.run()
            }
            for place in share.events {
                entries.append(IdentityIndex.Entry(hash: turn.arrivals.hashes[place], row: row))
            }
        }
        IdentityIndex.sort(&entries)
        if !entries.isEmpty { try IdentityIndex(db).insert(entries) }
        if turn.leavesNothingWaiting { try noteFolded(through: row, in: db) }
    }

    private static func put(_ customers: [StoredCustomer], into db: GRDB.Database) throws {
        let put = try RawStatement(
            db,
            """
            INSERT INTO customers (customer, state, known, deadline_s, deadline_ns, unsettled_s, unsettled_ns)
              VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (customer) DO UPDATE
              SET state = excluded.state, known = excluded.known, deadline_s = excluded.deadline_s,
                  deadline_ns = excluded.deadline_ns, unsettled_s = excluded.unsettled_s,
                  unsettled_ns = excluded.unsettled_ns
            """)
        for customer in customers {
            put.bind(1, customer.customer)
            put.bind(2, customer.state)
            put.bind(3, Int64(customer.known))
            put.bind(4, seconds: customer.deadline)
            put.bind(5, nanoseconds: customer.deadline)
            put.bind(6, seconds: customer.unsettled)
            put.bind(7, nanoseconds: customer.unsettled)
            try put.run()
        }
    }

    private static func put(_ tasks: [StoredTask], into db: GRDB.Database) throws {
        let put = try RawStatement(
            db,
            """
            INSERT INTO tasks (id, customer, rule, state, queue, priority, due_s, due_ns, ended_s, ended_ns, owner,
              held_by, body, written) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
            ON CONFLICT (id) DO UPDATE
              SET customer = excluded.customer, rule = excluded.rule, state = excluded.state,
                  queue = excluded.queue, priority = excluded.priority, due_s = excluded.due_s,
                  due_ns = excluded.due_ns, ended_s = excluded.ended_s, ended_ns = excluded.ended_ns,
                  owner = excluded.owner, held_by = excluded.held_by, body = excluded.body, written = 0
            """)
        for task in tasks {
            put.bind(1, task.id.text)
            put.bind(2, task.customer)
            put.bind(3, task.rule)
            put.bind(4, word: task.state.rawValue)
            put.bind(5, task.queue)
            put.bind(6, word: task.priority.rawValue)
            put.bind(7, seconds: task.dueAt)
            put.bind(8, nanoseconds: task.dueAt)
            put.bind(9, seconds: task.endedAt)
            put.bind(10, nanoseconds: task.endedAt)
            put.bind(11, task.owner)
            put.bind(12, task.heldBy)
            put.bind(13, task.body)
            try put.run()
        }
    }

    private static func count(_ counts: [Counter: Int], in db: GRDB.Database) throws {
        let count = try db.cachedStatement(
            sql: """
                INSERT INTO counters (kind, name, subject, count) VALUES (?, ?, ?, ?)
                ON CONFLICT (kind, name, subject) DO UPDATE SET count = count + excluded.count
                """)
        for (counter, number) in counts {
            try count.execute(
                arguments: [counter.kind.rawValue, counter.name.string, counter.subject.blob, number])
        }
    }

    private static func put(_ dispatch: [Text: [UInt8]?], into db: GRDB.Database) throws {
        let forget = try db.cachedStatement(sql: "DELETE FROM dispatch WHERE name = ?")
        let put = try db.cachedStatement(sql: "INSERT OR REPLACE INTO dispatch (name, state) VALUES (?, ?)")
        for (name, state) in dispatch {
            if let state {
                try put.execute(arguments: [name.blob, Data(state)])
            } else {
                try forget.execute(arguments: [name.blob])
            }
        }
    }

    private static func note(taken: [TakenFile], gone: [[UInt8]], in db: GRDB.Database) throws {
        let forget = try RawStatement(db, "DELETE FROM taken WHERE name = ?")
        for name in gone {
            forget.bind(1, name)
            try forget.run()
        }
        let note = try RawStatement(
            db, "INSERT OR REPLACE INTO taken (name, mark, progress, events, rejections) VALUES (?, ?, ?, ?, ?)")
        for file in taken {
            note.bind(1, file.name)
            note.bind(2, file.mark)
            note.bind(3, word: file.progress.rawValue)
            note.bind(4, Int64(file.events))
            note.bind(5, file.rejections)
            try note.run()
        }
    }
}
