import Events
import Glibc
import RuleLanguage

extension RuleFiles {
    /// The files that some paths stand for, as they are when nobody is changing them: half a file may well be rules that
    /// check. It waits some seconds for that at most.
    ///
    /// - Parameters:
    ///   - now: the clock that the times of files go by.
    ///   - pause: called between two looks.
    static func readAtRest(
        _ paths: [String], now: () -> Timestamp = WallClock.now, pause: () -> Void = { usleep(50_000) }
    ) throws(RuleFilesError) -> [Source] {
        var youngest = paths.first ?? ""
        for _ in 0..<looksAtMost {
            let sources = withTables(try read(paths))
            guard let changed = sources.first(where: { $0.isRead && !isAtRest($0.path, now: now()) }) else {
                // A file that came or went meanwhile is seen here.
                if withTables(try read(paths)) == sources { return sources }
                continue
            }
            youngest = changed.path
            pause()
        }
        throw .changing(path: youngest)
    }

    private static let looksAtMost = 100
    /// Who writes a file in pieces makes no longer pauses than this.
    private static let restsFor = TimeSpan(seconds: 0, nanoseconds: 250_000_000)

    /// Whether a file was left alone for a while. One that the clock says is of the future is old.
    private static func isAtRest(_ path: String, now: Timestamp) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        let changed = Timestamp(
            seconds: Int64(status.st_ctim.tv_sec), nanoseconds: Int64(status.st_ctim.tv_nsec))
        return now - changed >= restsFor || changed - now >= restsFor
    }
}

extension Source {
    /// Whether there is a file that it was read from.
    fileprivate var isRead: Bool {
        switch kind {
        case .rules, .table: return true
        case .unreadable: return false
        }
    }
}
