public import Events
import Foundation
import GRDB

/// The open tasks of one queue.
public struct OpenQueue: Sendable, Equatable {
    public var queue: String
    public var open: Int
    /// Past the time asked for.
    public var overdue: Int
    /// As it stands in the files of the tasks; nil if none is due at a time.
    public var oldestDue: String?
}

extension StateStore {
    /// The open tasks by queue, sorted by its name.
    public func openQueues(now: Timestamp) throws(StoreError) -> [OpenQueue] {
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
