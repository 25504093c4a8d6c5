import CloudEvents
import Events
import Logging
import Spool

/// A file that can leave `incoming/`.
struct FinishedFile {
    enum End {
        /// Its events are in the store; these are its bad lines, empty for none, or when they are in `rejected/`.
        case read(rejections: [UInt8])
        /// The same, but it moves to `rejected/` whole, for too many of its events were rejected.
        case readInPart(reason: [UInt8])
        /// It moves to `rejected/` whole.
        case rejected(FileRejection)
    }
    var name: SpoolName
    var fingerprint: Fingerprint
    var end: End
}

extension FinishedFile.End {
    /// Of a file that was read.
    /// - Parameter rejections: as `FileRejections.bytes` gave them.
    static func read(keeping rejections: [UInt8]) -> Self {
        FileRejections.isSummary(rejections) ? .readInPart(reason: rejections) : .read(rejections: rejections)
    }
}
