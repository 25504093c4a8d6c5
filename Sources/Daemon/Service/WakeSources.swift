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
        try sleep(milliseconds)
        var wake = Wake(clockWasSet: timer.acknowledge() == .clockWasSet)
        if let news = watch?.drain() {
            wake.movedIn = news.movedIn
            wake.isBlind = news.isBlind
        }
        return wake
    }

    /// What is told of writers ends no wait, but is heard before there is too much of it.
    private func sleep(_ milliseconds: Int32) throws(DaemonError) {
        let end = ContinuousClock.now + .milliseconds(Int64(milliseconds))
        let enders = [timer.descriptor, stop.descriptor, wakePipe.descriptor] + (watch.map { [$0.descriptor] } ?? [])
        var isDeaf = false
        while true {
            let left = Int32(max(0, ((end - .now) / .milliseconds(1)).rounded(.up)))
            var polled = enders.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            if !isDeaf, let writers = watch?.writersDescriptor {
                polled.append(pollfd(fd: writers, events: Int16(POLLIN), revents: 0))
            }
            let ready = poll(&polled, nfds_t(polled.count), isDeaf ? min(left, Self.deafFor) : left)
            guard ready >= 0 || errno == EINTR else { throw .system("poll", errno: errno) }
            if ready < 0 || polled.prefix(enders.count).contains(where: { $0.revents != 0 }) { return }
            if ready == 0, !isDeaf || left <= Self.deafFor { return }
            if ready > 0 { watch?.listen() }
            isDeaf = ready > 0
        }
    }

    /// So many milliseconds pass between two looks at what writers do, for each of their writes is told.
    private static let deafFor: Int32 = 100
}
