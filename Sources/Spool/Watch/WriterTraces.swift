import Glibc

/// What a watch knows of those who write a file.
package enum WriterState: Hashable, Sendable {
    /// It was renamed into the folder, or to a name that counts from one that does not: whole, as its writer says.
    case movedIn
    /// It was given this name (link(2)), and nobody has opened it by it.
    case linked
    /// Whoever wrote it has closed it, and as far as the kernel tells nobody has it open.
    case closed
    /// Somebody has it open and writes, or is about to.
    case open
    /// Somebody who did not make it may have it open: to read or to write cannot be told.
    case reopened
    /// It lay there before the watch began, or the kernel has dropped some of what happened.
    case unknown
}

/// Follows what happens to the files of a folder: what the kernel tells goes in, what is known of their writers comes
/// out.
///
/// The kernel tells of every opening, but not whether it is for reading or for writing; of every write; and of every
/// closing, and whether it was for writing. What comes twice in a row is told once. So a number of openings is a lower
/// bound, and two writers who open a file one right after the other may look like one, until the second one writes.
struct WriterTraces {
    /// What must be told. Not what happens to a file that has no name in the folder any more: another may have it.
    static let mask = UInt32(
        IN_CREATE | IN_OPEN | IN_MODIFY | IN_CLOSE_WRITE | IN_CLOSE_NOWRITE | IN_MOVED_FROM | IN_MOVED_TO
            | IN_EXCL_UNLINK)

    private struct Trace {
        enum Origin { case unknown, created, movedIn }
        var origin: Origin
        /// Openings that no closing has followed.
        var opens = 0
        var wasOpened = false
        /// Whether a write has been told of that no closing has followed.
        var isWritten = false
        /// Whether somebody who could write has closed it.
        var wasClosed = false

        var state: WriterState {
            if isWritten { return .open }
            switch origin {
            case .unknown: return .unknown
            case .movedIn: return .movedIn
            case .created:
                // To create a file is to open it, to link it is not.
                if !wasOpened { return .linked }
                if opens == 0 { return wasClosed ? .closed : .reopened }
                return wasClosed ? .reopened : .open
            }
        }

        /// What happened to a file that keeps its name.
        mutating func note(_ notice: InotifyQueue.Notice) {
            if notice.isAny(of: IN_OPEN) {
                opens += 1
                wasOpened = true
            }
            if notice.isAny(of: IN_MODIFY) { isWritten = true }
            if notice.isAny(of: IN_CLOSE_WRITE) {
                isWritten = false
                wasClosed = true
            }
            if notice.isAny(of: IN_CLOSE_WRITE | IN_CLOSE_NOWRITE) { opens = max(0, opens - 1) }
        }
    }

    private var traces: [SpoolName: Trace] = [:]
    /// Of files that lost their name in a rename and may get another, by the cookie; nil where nothing was known.
    private var moving: [UInt32: Trace?] = [:]

    mutating func note(_ notice: InotifyQueue.Notice) {
        if notice.isAny(of: IN_Q_OVERFLOW) {
            traces = [:]
            moving = [:]
            return
        }
        // Files that are unfinished by their name are left out: that they are renamed says that they are whole.
        if notice.name.isEmpty || notice.isAny(of: Int32(bitPattern: UInt32(IN_ISDIR))) || isUnfinished(notice.name) {
            return
        }
        let name = SpoolName(bytes: Array(notice.name))
        if notice.isAny(of: IN_CREATE) { return traces[name] = Trace(origin: .created) }
        if notice.isAny(of: IN_MOVED_FROM) {
            moving[notice.cookie] = .some(traces.removeValue(forKey: name))
            return
        }
        if notice.isAny(of: IN_MOVED_TO) {
            // Within the folder, from one name that counts to another: that says nothing of its writers.
            guard let before = moving.removeValue(forKey: notice.cookie) else {
                return traces[name] = Trace(origin: .movedIn)
            }
            return traces[name] = before ?? Trace(origin: .unknown)
        }
        traces[name, default: Trace(origin: .unknown)].note(notice)
    }

    /// Nil if nothing was told of a file of this name.
    func state(of name: SpoolName) -> WriterState? { traces[name]?.state }

    /// Forgets files that are gone, when they have become many.
    /// - Parameter present: the names in the folder, listed after all that is known here was told.
    mutating func forget(allBut present: [SpoolName]) {
        // A file that left the folder gets no other name in it.
        if moving.count > Self.movingAtMost { moving = [:] }
        // What is told of a new file of an old name begins anew, so that there is no hurry.
        if traces.count <= 2 * present.count + Self.goneAtMost { return }
        let present = Set(present)
        traces = traces.filter { present.contains($0.key) }
    }

    private static let movingAtMost = 1_000
    private static let goneAtMost = 1_000
}
