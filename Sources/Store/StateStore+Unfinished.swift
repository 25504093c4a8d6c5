import Engine
import Events
import Foundation
import GRDB

extension StateStore {
    /// Customers whose turn could not be done, sorted.
    package func unfinishedCustomers() throws(StoreError) -> [UnfinishedCustomer] {
        try read { try Self.unfinished($0) }
    }

    /// Notes who they are now, in place of those of before.
    package func keep(unfinished customers: [UnfinishedCustomer]) throws(StoreError) {
        try write { try Self.put(customers, into: $0) }
    }

    static func put(_ customers: [UnfinishedCustomer], into db: GRDB.Database) throws {
        if customers.isEmpty {
            return try db.execute(sql: "DELETE FROM meta WHERE name = 'unfinished'")
        }
        var writer = ByteWriter()
        writer.byte(1)
        writer.list(customers) { writer, customer in
            writer.text(customer.customer)
            writer.number(customer.tries)
            writer.time(customer.at)
            writer.text(customer.reason)
        }
        try db.execute(
            sql: """
                INSERT INTO meta (name, value) VALUES ('unfinished', ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, arguments: [Data(writer.bytes)])
    }

    static func unfinished(_ db: GRDB.Database) throws -> [UnfinishedCustomer] {
        let note = try db.cachedStatement(sql: "SELECT value FROM meta WHERE name = 'unfinished'")
        guard let bytes = try Data.fetchOne(note) else { return [] }
        var reader = ByteReader([UInt8](bytes))
        do {
            guard try reader.byte() == 1 else { throw StateError.damaged }
            return try reader.list { (reader: inout ByteReader) throws(StateError) in
                UnfinishedCustomer(
                    customer: try reader.text(), tries: try reader.count(), at: try reader.time(),
                    reason: try reader.text())
            }.sorted { $0.customer < $1.customer }
        } catch {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "who is set aside cannot be read")
        }
    }
}
