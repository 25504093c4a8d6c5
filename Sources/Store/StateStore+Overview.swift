package import Events
import Foundation
import GRDB

extension StateStore {
    /// How many tasks each gate holds, by its name.
    package func heldByGate() throws(StoreError) -> [Text: Int] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT held_by, count(*) FROM tasks WHERE state = 'held' GROUP BY held_by")
            return Dictionary(
                rows.map { (($0[0] as Data?).map { Text(blob: $0) } ?? "", $0[1]) }, uniquingKeysWith: +)
        }
    }

    /// The open tasks by queue, sorted by its name.
    package func openQueues(now: Timestamp) throws(StoreError) -> [OpenQueue] {
        try read { db in
            // Beside a min() SQLite gives the other columns of the row that it found.
            try Row.fetchAll(
                db,
                sql: """
                    SELECT queue, sum(open), sum(overdue), min(due_s), due_ns FROM (
                      SELECT queue, due_s, min(due_ns) AS due_ns, count(*) AS open,
                        count(*) FILTER (WHERE (due_s, due_ns) < (?, ?)) AS overdue
                      FROM tasks WHERE state = 'open' GROUP BY queue, due_s
                    ) GROUP BY queue ORDER BY queue
                    """, arguments: [now.seconds, now.nanoseconds]
            ).map { row in
                OpenQueue(
                    queue: Text(blob: row[0]), open: row[1], overdue: row[2],
                    oldestDue: Self.time(seconds: row[3], nanoseconds: row[4]))
            }
        }
    }
}
