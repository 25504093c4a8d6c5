import CloudEvents
import RuleLanguage
import Spool

/// The files of one listing of the spool, being read piece by piece.
///
/// A file larger than a turn is read over several turns; where it was left is in the store, so that after a crash it
/// goes on there and no event is counted twice.
struct SpoolQueue {
    var waiting: ArraySlice<SpoolName>
    var current: OpenFile?
    /// Of all files in the listing.
    let names: Set<SpoolName>

    /// A file that is being read.
    struct OpenFile {
        var name: SpoolName
        var fingerprint: Fingerprint
        /// Who owns it.
        var bringer: Bringer
        /// Of its content.
        var mark: [UInt8]
        /// Whether it may still grow.
        var isInDoubt: Bool
        var cursor: EventCursor
        /// How many events have been read.
        var events: Int
        /// What was rejected of it so far.
        var rejections: FileRejections
    }

    init(_ waiting: [SpoolName]) {
        self.waiting = waiting[...]
        names = Set(waiting)
    }

    var isEmpty: Bool { current == nil && waiting.isEmpty }
    /// The file that is read next, or read on.
    var next: SpoolName? { current?.name ?? waiting.first }
}
