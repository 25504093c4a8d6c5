import Glibc
import TaskFiles

/// Hears by inotify(7) which task files come, go and change.
struct TaskFileWatch: ~Copyable {
    enum News: Equatable {
        /// These tasks.
        case tasks(Set<String>)
        /// So much, or so different, that everything has to be read.
        case everything
        /// Nobody has done anything.
        case nothing
    }

    private let queue: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    private static let files = UInt32(IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE | IN_ONLYDIR)
    private static let folder = UInt32(IN_DELETE_SELF | IN_MOVE_SELF)

    /// - Returns: nil if the folders are not there, or the kernel gives no more watches.
    init?(_ tasks: TaskFolder) {
        queue = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard queue >= 0 else { return nil }
        for place in TaskPlace.allCases {
            let path = "\(tasks.path)/\(place.rawValue)"
            if inotify_add_watch(queue, path, Self.files | Self.folder) < 0 { return nil }
        }
    }

    deinit { if queue >= 0 { close(queue) } }

    /// Waits for news.
    /// - Parameters:
    ///   - other: another descriptor that ends the waiting when it can be read.
    ///   - milliseconds: how long to wait at most.
    mutating func wait(or other: Int32, milliseconds: Int32) -> News {
        var polled = [
            pollfd(fd: queue, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polled, 2, milliseconds) > 0, polled[0].revents != 0 else { return .nothing }
        // Of a batch there is more in a moment.
        usleep(20_000)
        var ids: Set<String> = []
        while true {
            let count = read(queue, &buffer, buffer.count)
            guard count > 0 else { return ids.isEmpty ? .nothing : .tasks(ids) }
            guard collect(count, &ids) else { return .everything }
        }
    }

    /// - Returns: whether each of the entries is about a file.
    private func collect(_ count: Int, _ ids: inout Set<String>) -> Bool {
        buffer.withUnsafeBytes { bytes in
            var place = 0
            while place + MemoryLayout<inotify_event>.size <= count {
                let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
                let special = UInt32(IN_Q_OVERFLOW | IN_IGNORED) | Self.folder | UInt32(IN_UNMOUNT)
                if event.mask & special != 0 { return false }
                let start = place + MemoryLayout<inotify_event>.size
                let name = bytes[start..<start + Int(event.len)].prefix { $0 != 0 }
                place = start + Int(event.len)
                if name.first == UInt8(ascii: ".") { continue }
                let text = String(decoding: name, as: UTF8.self)
                if text.hasSuffix(".json") { ids.insert(String(text.dropLast(5))) }
            }
            return true
        }
    }
}
