/// A file in `incoming/` that is not read yet, because it may not be whole.
package struct UnreadFile: Codable, Equatable, Sendable {
    package enum Reason: String, Codable, Sendable {
        /// Somebody has it open for writing.
        case open
        /// It was changed a moment ago.
        case recent
        /// Nothing tells whether somebody writes it.
        case untold
    }

    /// Its name; bytes that are no UTF-8 are replaced by U+FFFD.
    package var file: String
    /// The user whose file it is, as the daemon sees it.
    package var uid: UInt32
    /// Since when it has waited.
    package var since: String
    package var reason: Reason

    package init(file: String, uid: UInt32, since: String, reason: Reason) {
        self.file = file
        self.uid = uid
        self.since = since
        self.reason = reason
    }
}
