import Control
import Dispatch
import Glibc
import Logging
import ServiceLifecycle
import TaskFiles

/// Keeps the book of tasks as the folders are, until the board ends.
struct TaskBookService: Service {
    let book: TaskBook
    let changes: ChangeHub
    let log: Logger
    let wakePipe: WakePipe

    /// Milliseconds after which everybody who follows hears something.
    private static let beat: Int32 = 15_000
    /// Milliseconds until folders are looked for again that are not there.
    private static let again: Int32 = 2_000

    init(book: TaskBook, changes: ChangeHub, log: Logger) throws {
        self.book = book
        self.changes = changes
        self.log = log
        wakePipe = try WakePipe()
    }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
                DispatchQueue(label: "outreachd-board.tasks").async {
                    self.follow()
                    done.resume()
                }
            }
        } onCancelOrGracefulShutdown: {
            wakePipe.ring()
        }
    }

    private func follow() {
        var isMissed = false
        while !isOver(within: 0) {
            // First the watch, so that nothing is missed between.
            guard var watch = TaskFileWatch(book.folder), book.readAll() else {
                if !isMissed { log.warning("\(book.folder.path): cannot be read; is outreachd installed?") }
                isMissed = true
                if isOver(within: Self.again) { return }
                continue
            }
            if isMissed { log.notice("\(book.folder.path): can be read") }
            isMissed = false
            while true {
                switch watch.wait(or: wakePipe.descriptor, milliseconds: Self.beat) {
                case .tasks(let ids):
                    book.read(ids)
                    continue
                case .nothing where isOver(within: 0): return
                case .nothing:
                    changes.beat()
                    continue
                case .everything: break
                }
                break
            }
        }
    }

    private func isOver(within milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: wakePipe.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, milliseconds) > 0
    }
}
