package import Events
import Foundation
import GRDB

/// The ledger's lines are numbered and owed in the transaction of the turn that decided them, and owed no longer when they
/// are durable in their file; in between they may be written any number of times, to the same place.
extension StateStore {
    /// The number of the last line, written or owed; 0: there is none yet.
    package func ledgerLines() throws(StoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT lines FROM ledger") ?? 0 }
    }

    package func ledgerEnd() throws(StoreError) -> LedgerEnd {
        try read { db in
            let row = try Row.fetchOne(db, sql: "SELECT file, bytes FROM ledger")
            return LedgerEnd(file: row?["file"] ?? "", bytes: row?["bytes"] ?? 0)
        }
    }

    /// The oldest lines that are owed, up to the first change of file.
    package func owedLedger() throws(StoreError) -> [LedgerBlock] {
        try read { db in
            var blocks: [LedgerBlock] = []
            for row in try Row.fetchAll(db, sql: "SELECT first, file, lines FROM ledger_owed ORDER BY first") {
                let (file, lines) = (row["file"] as String, [UInt8](row["lines"] as Data))
                if let first = blocks.first, first.file != file { break }
                let count = lines.count { $0 == UInt8(ascii: "\n") }
                blocks.append(LedgerBlock(first: row["first"], count: count, file: file, lines: lines))
            }
            return blocks
        }
    }

    /// Notes where the ledger ends on disk: it is as was noted before, or as it was found.
    package func keep(ledgerEnd end: LedgerEnd) throws(StoreError) {
        try write { try Self.put(end, in: $0) }
    }

    /// Goes on behind a ledger that has more lines than this state knows: they are another's, or this one's later self's.
    /// - Parameters:
    ///   - last: the number of its last line; what is owed up to there lies in it.
    ///   - now: is kept, for `ledgerTakenOver`.
    package func takeOver(ledger last: Int, at now: Timestamp) throws(StoreError) {
        try write { db in
            try db.execute(sql: "DELETE FROM ledger_owed WHERE first <= ?", arguments: [last])
            try db.execute(sql: "UPDATE ledger SET lines = ?, file = '', bytes = 0", arguments: [last])
            try db.execute(
                sql: "INSERT OR REPLACE INTO dispatch (name, state) VALUES (?, ?)",
                arguments: [Self.takenOver.blob, Data(now.description.utf8)])
        }
    }

    /// When it last went on behind lines that it did not know; nil: it never did.
    package func ledgerTakenOver() throws(StoreError) -> Timestamp? {
        let bytes = try dispatch()[Self.takenOver] ?? []
        guard case .success(let time) = bytes.withUnsafeBufferPointer({ Timestamp.parse($0) }) else { return nil }
        return time
    }

    /// Knows no line any more: the ledger on disk is not the one that was written with this state.
    package func forgetLedger() throws(StoreError) {
        try write { db in
            try db.execute(sql: "DELETE FROM ledger_owed")
            try db.execute(sql: "UPDATE ledger SET lines = 0, file = '', bytes = 0")
        }
    }

    private static let takenOver: Text = "ledger-taken-over"

    static func put(_ blocks: [LedgerBlock], into db: GRDB.Database) throws {
        for block in blocks {
            try db.cachedStatement(sql: "INSERT INTO ledger_owed (first, file, lines) VALUES (?, ?, ?)")
                .execute(arguments: [block.first, block.file, Data(block.lines)])
            try db.cachedStatement(sql: "UPDATE ledger SET lines = ?").execute(arguments: [
                block.first + block.count - 1
            ])
        }
    }

    /// Notes that lines are durable in their file, up to its end.
    static func note(written blocks: [LedgerBlock], upTo end: LedgerEnd, in db: GRDB.Database) throws {
        guard let last = blocks.last else { return }
        try db.cachedStatement(sql: "DELETE FROM ledger_owed WHERE first <= ?").execute(arguments: [last.first])
        try put(end, in: db)
    }

    private static func put(_ end: LedgerEnd, in db: GRDB.Database) throws {
        try db.cachedStatement(sql: "UPDATE ledger SET file = ?, bytes = ?").execute(arguments: [end.file, end.bytes])
    }
}
