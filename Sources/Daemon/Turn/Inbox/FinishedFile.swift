import CloudEvents
import Events
import Logging
import Spool

/// A file that can leave `incoming/`.
struct FinishedFile {
    enum End {
        /// Its events are in the store; these are its bad lines, empty for none.
        case read(rejections: [UInt8])
        /// It moves to `rejected/` whole.
        case rejected(FileRejection)
    }
    var name: SpoolName
    var fingerprint: Fingerprint
    var end: End
}
