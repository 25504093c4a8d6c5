import CloudEvents
import Engine
import Events
import Logging
import RuleLanguage
import Spool
import Store

/// Owns the files in `incoming/`: reads those that wait, knows which of them the store has, and lets them go when all
/// that follows from them is durable.
struct Inbox {
    var spool: SpoolDirectory
    /// Where files go that were read; nil if they are removed.
    let archive: SpoolArchive?
    /// When a file that is written in place counts as whole.
    let settling: SpoolDirectory.Settling
    /// The clock that the times of files go by.
    let fileClock: @Sendable () -> Timestamp
    var reading: EventReading
    /// The text of the events in one turn, in bytes, by and large.
    let bytesPerTurn: Int
    let log: Logger

    var taken: TakenFiles
    var suspects: Suspects
    /// Files of this round that are read and stay in `incoming/` until nobody waits to be judged.
    var leaving: [FinishedFile] = []
    /// Whether files may have a second name where they move to, and still the one in `incoming/`.
    var mayBeHalfMoved = true
    /// Whether the last round met a file that may still be written: it is to be looked at again soon.
    var someoneIsWriting = false

    /// Opens the folders, and makes those that are missing. Nothing is read yet.
    /// - Parameters:
    ///   - key: of the store.
    ///   - taken: files that the store knows.
    init(
        settings: Settings, program: Program, accounts: Accounts, key: HashKey, settling: SpoolDirectory.Settling,
        fileClock: @escaping @Sendable () -> Timestamp, taken: [TakenFile], log: Logger
    ) throws(SpoolError) {
        spool = try SpoolDirectory(path: settings.spool, maxFile: settings.maxFile)
        archive = try settings.archive.map { path throws(SpoolError) in try SpoolArchive(path: path) }
        self.settling = settling
        self.fileClock = fileClock
        bytesPerTurn = settings.bytesPerTurn
        self.log = log
        self.taken = TakenFiles(taken)
        suspects = Suspects(state: settings.state)
        reading = EventReading(program, accounts, key: key)
    }

    /// Begins a round: what the last one left is still there, and will be met again.
    /// - Throws: if `incoming/` cannot be reached.
    mutating func beginRound() throws(SpoolError) {
        someoneIsWriting = false
        leaving = []
        try spool.checkFolder()
    }

    /// What waits now. Before that the moves are ended that something interrupted, and what others took away is noted.
    mutating func list() throws(SpoolError) -> SpoolQueue {
        if mayBeHalfMoved { try spool.finishMoves(to: archive) }
        mayBeHalfMoved = false
        let queue = SpoolQueue(try spool.waiting(now: fileClock()))
        taken.left { queue.names.contains($0) || spool.isStuck($0) || spool.isKept($0) }
        return queue
    }

    /// Whether files have come since, or were left.
    mutating func filesWait() throws(SpoolError) -> Bool { try !spool.waiting(now: fileClock()).isEmpty }

    /// All that was listed has been looked at: what may be judged now.
    /// - Parameter time: the time through which everything may be, but for what files may say that are not read yet.
    mutating func finishReading(judgingThrough time: Timestamp) -> Horizon {
        spool.finishReading()
        switch spool.hold(now: fileClock()) {
        case .nothing: return Horizon(through: time)
        case .latest(let span): return Horizon(through: time - span)
        // Nothing that can come due; customers are folded all the same.
        case .everything: return Horizon(through: .distantPast + TimeSpan(seconds: 0, nanoseconds: 1))
        }
    }
}
