import Events
import GRDB

extension Migration {
    /// To version 3: events in the order of arrival.
    static var arrivalsInOrder: Migration {
        Migration { db, _ in
            try db.execute(
                sql: """
                    -- Every accepted event of a declared type as it came, one a line: those of one customer that came
                    -- in one turn. Nothing in it ever changes, so that a turn only adds at the end.
                    CREATE TABLE arrivals (
                      id INTEGER PRIMARY KEY, customer BLOB NOT NULL,
                      arrived_s INTEGER NOT NULL, arrived_ns INTEGER NOT NULL, events BLOB NOT NULL
                    ) STRICT;
                    CREATE INDEX arrivals_of_customer ON arrivals (customer);

                    -- Which source and id is where in arrivals: see IdentityIndex. Version 4 fills it.
                    CREATE TABLE identities (first INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;

                    -- The Engine's state, without the events, and how many of them it knows. No deadline: nothing to
                    -- do until an event comes.
                    ALTER TABLE customers RENAME TO old_customers;
                    CREATE TABLE customers (
                      customer BLOB PRIMARY KEY NOT NULL, state BLOB NOT NULL, known INTEGER NOT NULL,
                      deadline_s INTEGER, deadline_ns INTEGER
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO customers
                      SELECT customer, state, (SELECT count(*) FROM events WHERE events.customer = old.customer),
                        deadline_s, deadline_ns
                      FROM old_customers AS old ORDER BY customer;
                    DROP TABLE old_customers;
                    CREATE INDEX customers_due ON customers (deadline_s, deadline_ns)
                      WHERE deadline_s IS NOT NULL;
                    DROP INDEX tasks_of_customer;
                    """)
            try moveEvents(db)
            try db.execute(
                sql: """
                    DROP TABLE events;
                    -- For a person with the sqlite3 shell.
                    CREATE VIEW events AS
                      SELECT arrivals.id AS arrival, customer, arrived_s,
                        CAST(line.value ->> '$.source' AS BLOB) AS source, CAST(line.value ->> '$.id' AS BLOB) AS id,
                        line.value AS json
                      FROM arrivals, json_each(
                        '[' || replace(rtrim(CAST(events AS TEXT), char(10)), char(10), ',') || ']') AS line;
                    """)
        }
    }

    /// Puts the events of version 2, a row each, in the order in which they came.
    private static func moveEvents(_ db: GRDB.Database) throws {
        let insert = try RawStatement(
            db, "INSERT INTO arrivals (id, customer, arrived_s, arrived_ns, events) VALUES (?, ?, ?, ?, ?)")
        let old = try RawStatement(
            db,
            """
            SELECT customer, arrived_s, arrived_ns, CAST(json AS BLOB) FROM events
            ORDER BY customer, arrived_s, arrived_ns, rowid
            """)
        var row: Int64 = 0
        var lines: [UInt8] = []
        var group: (customer: Text, seconds: Int64, nanoseconds: Int64)?
        func finishGroup() throws {
            guard let group else { return }
            row += 1
            insert.bind(1, row)
            insert.bind(2, group.customer)
            insert.bind(3, group.seconds)
            insert.bind(4, group.nanoseconds)
            insert.bind(5, lines)
            try insert.run()
            lines = []
        }
        while try old.step() {
            let next = (customer: old.text(0), seconds: old.number(1), nanoseconds: old.number(2))
            if group.map({ $0 != next }) ?? true {
                try finishGroup()
                group = next
            }
            lines += old.bytes(3) + [UInt8(ascii: "\n")]
        }
        try finishGroup()
        // Or the table could not be dropped.
        old.reset()
        try StateStore.noteFolded(through: row, in: db)
    }
}
