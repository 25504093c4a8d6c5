import Synchronization

/// Tells whoever follows that something has changed.
final class ChangeHub: Sendable {
    private struct Followers {
        var version = 1
        var next = 0
        var streams: [Int: AsyncStream<Int>.Continuation] = [:]
    }

    private let followers = Mutex(Followers())

    /// Grows with each change; a board that starts anew begins elsewhere, so that a page which is still open is told.
    var version: Int { followers.withLock { $0.version } }

    /// - Parameter first: the first version.
    init(first: Int) { followers.withLock { $0.version = first } }

    /// How many follow.
    var count: Int { followers.withLock { $0.streams.count } }

    /// The version now, and from now on. Who is slow is told the latest.
    func follow() -> AsyncStream<Int> {
        let (stream, continuation) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        followers.withLock { followers in
            followers.next += 1
            let number = followers.next
            followers.streams[number] = continuation
            continuation.onTermination = { [weak self] _ in
                self?.followers.withLock { _ = $0.streams.removeValue(forKey: number) }
            }
            continuation.yield(followers.version)
        }
        return stream
    }

    /// Something has changed.
    func tell() {
        let (version, streams) = followers.withLock { followers in
            followers.version += 1
            return (followers.version, Array(followers.streams.values))
        }
        for stream in streams { stream.yield(version) }
    }

    /// Tells everybody what they know, so that a connection that is no more is noticed.
    func beat() {
        let (version, streams) = followers.withLock { ($0.version, Array($0.streams.values)) }
        for stream in streams { stream.yield(version) }
    }
}
