import Events
import GRDB
import GRDBSQLite

/// A prepared statement on the paths where a turn spends its time: values go to SQLite and come back as bytes, without
/// GRDB's conversions on the way.
struct RawStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer?

    /// Tells SQLite to copy what is bound.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ db: GRDB.Database, _ sql: String) throws {
        // Kept by GRDB as long as the connection is open.
        statement = try db.cachedStatement(sql: sql).sqliteStatement
        connection = db.sqliteConnection
        sqlite3_reset(statement)
    }

    func bind(_ place: Int32, _ number: Int64?) {
        if let number { sqlite3_bind_int64(statement, place, number) } else { sqlite3_bind_null(statement, place) }
    }

    func bind(_ place: Int32, _ bytes: UnsafeRawBufferPointer) {
        // No address would be NULL.
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(statement, place, 0)
        } else {
            sqlite3_bind_blob64(statement, place, bytes.baseAddress, UInt64(bytes.count), Self.copied)
        }
    }

    /// The same without a copy: the bytes must stay where they are until the statement has run.
    func bind(_ place: Int32, inPlace bytes: UnsafeRawBufferPointer) {
        if bytes.isEmpty { return bind(place, bytes) }
        sqlite3_bind_blob64(statement, place, bytes.baseAddress, UInt64(bytes.count), nil)
    }

    func bind(_ place: Int32, _ bytes: [UInt8]) { bytes.withUnsafeBytes { bind(place, $0) } }
    func bind(_ place: Int32, _ text: Text) { text.withBytes { bind(place, UnsafeRawBufferPointer($0)) } }

    /// An absent text is NULL.
    func bind(_ place: Int32, _ text: Text?) {
        if let text { bind(place, text) } else { sqlite3_bind_null(statement, place) }
    }

    /// The columns of a time; an absent one is NULL.
    func bind(_ place: Int32, seconds time: Timestamp?) { bind(place, time?.seconds) }
    func bind(_ place: Int32, nanoseconds time: Timestamp?) { bind(place, time.map { Int64($0.nanoseconds) }) }

    /// Binds as TEXT, not as BLOB.
    func bind(_ place: Int32, word: String) {
        var word = word
        word.withUTF8 {
            _ = $0.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text64(
                    statement, place, $0.baseAddress, UInt64($0.count), Self.copied, UInt8(SQLITE_UTF8))
            }
        }
    }

    /// Whether there is a row, or another one.
    func step() throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else {
            let error = DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: String(cString: sqlite3_errmsg(connection)))
            sqlite3_reset(statement)
            throw error
        }
        return false
    }

    /// Executes it once; it may be bound again afterwards.
    func run() throws {
        _ = try step()
        reset()
    }

    func reset() { sqlite3_reset(statement) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// The bytes of a column, which are good until the next step.
    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(statement, column)
        return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }

    func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }
    func text(_ column: Int32) -> Text { withBytes(column) { Text(String(decoding: $0, as: UTF8.self)) } }
}
