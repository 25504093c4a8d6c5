import GRDB

extension Migration {
    /// To version 1: events, customers, tasks, counters.
    static var firstTables: Migration {
        Migration { db, _ in
            try db.execute(
                sql: """
                    -- Every accepted event of a declared type.
                    CREATE TABLE events (
                      source BLOB NOT NULL, id BLOB NOT NULL, customer BLOB NOT NULL,
                      time_s INTEGER NOT NULL, time_ns INTEGER NOT NULL,
                      arrived_s INTEGER NOT NULL, arrived_ns INTEGER NOT NULL,
                      json TEXT NOT NULL,
                      PRIMARY KEY (source, id)
                    ) STRICT;
                    CREATE INDEX events_of_customer ON events (customer);

                    -- The Engine's state, without the events. No deadline: nothing to do until an event comes.
                    CREATE TABLE customers (
                      customer BLOB PRIMARY KEY NOT NULL, state BLOB NOT NULL,
                      deadline_s INTEGER, deadline_ns INTEGER
                    ) STRICT;
                    CREATE INDEX customers_due ON customers (deadline_s, deadline_ns, customer)
                      WHERE deadline_s IS NOT NULL;

                    -- The tasks that have a file: its exact bytes, and whether it lies on disk with them.
                    CREATE TABLE tasks (
                      id BLOB PRIMARY KEY NOT NULL, customer BLOB NOT NULL, rule BLOB NOT NULL,
                      state TEXT NOT NULL, body BLOB NOT NULL,
                      written INTEGER NOT NULL CHECK (written IN (0, 1))
                    ) STRICT;
                    CREATE INDEX tasks_owed ON tasks (id) WHERE written = 0;
                    CREATE INDEX tasks_of_customer ON tasks (customer);

                    -- Spool files that are dealt with, wholly or up to an event, but which may still lie in incoming/;
                    -- and what of them is to be written to rejected/.
                    CREATE TABLE taken (
                      name BLOB PRIMARY KEY NOT NULL, mark BLOB NOT NULL, progress TEXT NOT NULL,
                      events INTEGER NOT NULL, rejections BLOB NOT NULL
                    ) STRICT;

                    CREATE TABLE counters (
                      kind TEXT NOT NULL, name BLOB NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (kind, name)
                    ) STRICT, WITHOUT ROWID;

                    -- One row: the latest time that a turn has worked with.
                    CREATE TABLE clock (
                      one INTEGER PRIMARY KEY CHECK (one = 1), seconds INTEGER NOT NULL, nanoseconds INTEGER NOT NULL
                    ) STRICT;

                    CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT;
                    """)
        }
    }
}
