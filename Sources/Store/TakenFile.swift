import Events

/// A spool file whose content is in the store, wholly or up to an event. Until it is out of `incoming/`, a start after
/// a crash must know it from a new file of the same name, go on where it was left, and know what is to be written of
/// its bad lines.
package struct TakenFile: Sendable, Equatable {
    /// The bytes of its name.
    package var name: [UInt8]
    /// Which file of that name: whatever tells it from another.
    package var mark: [UInt8]
    package enum Progress: String, CaseIterable, Sendable {
        /// There are more events in it than `events`.
        case begun
        /// All its events have been dealt with.
        case read
        /// It cannot be read as events and moves to `rejected/` whole.
        case rejected
    }
    package var progress: Progress
    /// How many of its events have been dealt with, from the start; undeclared and rejected ones count.
    package var events: Int
    /// What `rejected/` shall hold of it; empty for nothing.
    package var rejections: [UInt8]

    package init(
        name: [UInt8], mark: [UInt8], progress: Progress, events: Int = 0, rejections: [UInt8] = []
    ) {
        self.name = name
        self.mark = mark
        self.progress = progress
        self.events = events
        self.rejections = rejections
    }
}
