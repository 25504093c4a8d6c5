import Control
import Events
import Glibc
import Spool

/// Waits for what may give the daemon something to do.
final class WakeSources {
    private let timer: WallTimer
    private let stop: StopSignal
    private let wakePipe: WakePipe
    private var watch: SpoolWatch?

    /// Why a wait ended.
    struct Wake {
        /// Renamed into the spool meanwhile.
        var movedIn: [SpoolName] = []
        var clockWasSet = false
        /// The watch of the spool is no use any more; open another.
        var isBlind = false
    }

    /// - Parameter wakePipe: of those who want something between two turns; whoever answers them makes it quiet.
    init(stop: StopSignal, wakePipe: WakePipe) throws(DaemonError) {
        timer = try WallTimer()
        self.stop = stop
        self.wakePipe = wakePipe
    }

    /// Without a watch, a wait ends only by the timer, the stop, or its length.
    func use(_ watch: SpoolWatch?) { self.watch = watch }
    var isWatching: Bool { watch.map(\.isCurrent) ?? false }

    /// Waits some time, or until the daemon shall stop.
    func pause(milliseconds: Int32) throws(DaemonError) {
        var polled = pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, milliseconds) >= 0 || errno == EINTR else { throw .system("poll", errno: errno) }
    }

    /// Waits until the spool changes, the wall clock reaches `until` or is set, the wakePipe rings, the daemon shall stop,
    /// or `milliseconds` have passed.
    func wait(until instant: Timestamp?, atMost milliseconds: Int32) throws(DaemonError) -> Wake {
        try timer.set(instant)
        var polled = [
            pollfd(fd: timer.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakePipe.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        if let watch { polled.append(pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)) }
        let ready = poll(&polled, nfds_t(polled.count), milliseconds)
        guard ready >= 0 || errno == EINTR else { throw .system("poll", errno: errno) }

        var wake = Wake(clockWasSet: timer.acknowledge() == .clockWasSet)
        if let news = watch?.drain() {
            wake.movedIn = news.movedIn
            wake.isBlind = news.isBlind
        }
        return wake
    }
}
