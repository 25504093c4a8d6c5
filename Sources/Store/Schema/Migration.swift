package import Events
import GRDB

/// Reads who the events of a row of `arrivals` are: one for each of its lines, in their order. What they look like is the
/// business of another room.
package typealias IdentityReading = (_ lines: UnsafeRawBufferPointer) -> [EventIdentity]

/// A step from one form of the tables to the next. One that has been released is never changed: the next one is added
/// behind it.
struct Migration {
    let run: (_ db: GRDB.Database, _ identities: IdentityReading) throws -> Void

    init(_ run: @escaping (GRDB.Database, IdentityReading) throws -> Void) { self.run = run }

    /// In their order, from the empty file on.
    static var all: [Migration] {
        [firstTables, namedRules, arrivalsInOrder, typedColumns, whoBrought, heldTasks, ledger, settledPasts]
    }
}
