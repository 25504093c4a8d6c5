import GRDB

extension Migration {
    /// To version 6: tasks that a gate holds, and what feeds have said.
    static var heldTasks: Migration {
        Migration { db, _ in
            try db.execute(
                sql: """
                    -- The gate that keeps a task back; NULL: none does.
                    ALTER TABLE tasks ADD COLUMN held_by BLOB;
                    CREATE INDEX tasks_held ON tasks (held_by) WHERE state = 'held';

                    -- Of the sources that begin with a prefix the greatest time of the events that are known; NULL: there
                    -- are none. Every prefix that the feeds of the rules in force have has a row, and no other.
                    CREATE TABLE heard (prefix BLOB PRIMARY KEY NOT NULL, heard_s INTEGER, heard_ns INTEGER)
                      STRICT, WITHOUT ROWID;

                    -- Who has tasks that are held because a feed is silent, and how far that feed has to be heard before it
                    -- is worth to ask again.
                    CREATE TABLE feed_waits (
                      customer BLOB NOT NULL, feed BLOB NOT NULL, needs_s INTEGER NOT NULL, needs_ns INTEGER NOT NULL,
                      PRIMARY KEY (customer, feed, needs_s, needs_ns)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX feed_waits_by_time ON feed_waits (feed, needs_s, needs_ns);
                    """)
        }
    }
}
