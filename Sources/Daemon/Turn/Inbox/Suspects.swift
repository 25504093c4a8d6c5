import Spool
import Store

/// Files that were being worked on when an earlier process crashed; and, in the state folder, those that this one works
/// on, so that the next start can tell.
struct Suspects {
    private let note: CrashNote
    /// How often the process crashed over each.
    private var crashes: [SpoolName: Int] = [:]

    /// - Parameter folder: of the state.
    init(state folder: String) { note = CrashNote(folder: folder) }

    /// Recalls what the process before was working on.
    /// - Parameter isFault: whether it ended by a fault of its own, for which nobody else is to blame.
    mutating func recall(isFault: Bool) {
        let (names, counted) = note.read() ?? ([], 0)
        // The note counts the process that wrote it; one that was killed from outside is no file's fault.
        let times = isFault ? counted : counted - 1
        guard times > 0 else { return }
        crashes = Dictionary(names.map { (SpoolName(bytes: $0), times) }, uniquingKeysWith: { $1 })
    }

    /// How often a process crashed while it worked on a file; nil for a file that is no suspect.
    func crashes(over name: SpoolName) -> Int? { crashes[name] }

    /// Notes that a file was read and brought nothing down.
    mutating func acquit(_ name: SpoolName) { crashes[name] = nil }

    /// Notes which files the turn may touch that begins now, in case one of them brings the process down.
    func noteWork(on queue: SpoolQueue) {
        guard let next = queue.next else { return }
        if let crashes = crashes[next] {
            note.write([next.bytes], crashes: crashes + 1)
        } else {
            // The turn ends before the next suspect.
            let waiting = queue.waiting.prefix(Settings.filesPerTurn).prefix { crashes[$0] == nil }
            let names = [queue.current?.name].compactMap { $0 } + waiting
            note.write(names.map(\.bytes), crashes: 1)
        }
    }

    /// Notes that nothing is being worked on.
    func noteRest() { note.clear() }
}
