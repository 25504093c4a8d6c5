package import Events
import Foundation
import GRDB

extension StateStore {
    /// The open tasks by queue, sorted by its name.
    package func openQueues(now: Timestamp) throws(StoreError) -> [OpenQueue] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    WITH due AS (
                      SELECT json_extract(CAST(body AS TEXT), '$.queue') AS queue,
                             json_extract(CAST(body AS TEXT), '$.due_at') AS due
                      FROM tasks WHERE state = 'open'
                    )
                    SELECT queue, count(*), count(*) FILTER (WHERE due < ?), min(due) FROM due
                    GROUP BY queue ORDER BY queue
                    """, arguments: [now.description])
            return rows.map { row in
                OpenQueue(
                    queue: row[0] as String? ?? "", open: row[1], overdue: row[2], oldestDue: row[3] as String?)
            }
        }
    }
}
