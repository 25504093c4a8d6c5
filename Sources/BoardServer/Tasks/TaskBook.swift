import Board
import Engine
import Events
import Glibc
import Synchronization
import TaskFiles

/// What lies in `tasks/`, as lists show it: read once, then file by file as they change.
final class TaskBook: Sendable {
    private struct Book {
        var cards: [String: TaskCard] = [:]
        /// The cards by place, made when they are asked for.
        var lists: [TaskCard.Place: [TaskCard]] = [:]
    }

    let folder: TaskFolder
    private let book = Mutex(Book())
    private let changes: ChangeHub
    /// Of those that have ended the last that ended are told.
    private static let closedAtMost = 2_000

    init(spool: String, changes: ChangeHub) {
        folder = TaskFolder(reading: spool + "/tasks")
        self.changes = changes
    }

    /// All tasks of a place, in no order.
    func cards(_ place: TaskCard.Place) -> [TaskCard] {
        book.withLock { book in
            if let list = book.lists[place] { return list }
            let list = book.cards.values.filter { $0.place == place }
            book.lists[place] = list
            return list
        }
    }

    func card(_ id: String) -> TaskCard? { book.withLock { $0.cards[id] } }

    /// A task with all that its file tells now; of one that has ended long ago, too. Nil if there is none.
    func detail(_ id: String) -> TaskDetail? {
        // An id is a name of a file, and nothing else.
        guard !id.isEmpty, id.utf8.count <= 128, id.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "-") })
        else {
            return nil
        }
        return Self.latest(id, folder).map { TaskDetail($0.task, $0.place) }
    }

    /// The task as it is: one that changes its folder is in both for a moment, and in one of them more has happened to it.
    private static func latest(_ id: String, _ folder: TaskFolder) -> (task: TaskDocument, place: TaskPlace)? {
        let found = TaskPlace.allCases.compactMap { place -> (task: TaskDocument, place: TaskPlace)? in
            (try? folder.document(TaskID(Text(id)), place)).flatMap { $0 }.map { ($0, place) }
        }
        return found.max { $0.task.history.count < $1.task.history.count }
    }

    // MARK: Reading

    /// Reads everything.
    /// - Returns: whether the folders are there.
    @discardableResult
    func readAll() -> Bool {
        var cards: [String: TaskCard] = [:]
        for place in [TaskPlace.closed, .held, .open] {
            guard var ids = try? folder.list(place) else { return false }
            if place == .closed { ids = newest(ids, place) }
            for id in ids {
                guard let task = (try? folder.document(id, place)).flatMap({ $0 }) else { continue }
                let card = TaskCard(task, place)
                if let other = cards[task.id], other.standing.changes > card.standing.changes { continue }
                cards[task.id] = card
            }
        }
        let all = cards
        book.withLock { $0 = Book(cards: all) }
        changes.tell()
        return true
    }

    /// The last that were written.
    private func newest(_ ids: [TaskID], _ place: TaskPlace) -> [TaskID] {
        if ids.count <= Self.closedAtMost { return ids }
        let dated = ids.map { id in
            var status = stat()
            lstat(folder.name(id, place), &status)
            return (status.st_mtim.tv_sec, id)
        }
        return dated.sorted { $0.0 > $1.0 }.prefix(Self.closedAtMost).map(\.1)
    }

    /// Reads some tasks again.
    func read(_ ids: Set<String>) {
        if ids.isEmpty { return }
        let found = ids.map { id in (id, Self.latest(id, folder).map { TaskCard($0.task, $0.place) }) }
        let isOther = book.withLock { book in
            var isOther = false
            for (id, card) in found where book.cards[id] != card {
                book.cards[id] = card
                isOther = true
            }
            if isOther {
                book.lists = [:]
                Self.forgetOld(&book.cards)
            }
            return isOther
        }
        if isOther { changes.tell() }
    }

    private static func forgetOld(_ cards: inout [String: TaskCard]) {
        guard cards.count > 2 * closedAtMost else { return }
        let closed = cards.values.filter { $0.place == .closed }
        guard closed.count > 2 * closedAtMost else { return }
        let old = closed.sorted { ($0.standing.endedAt ?? .distantPast) < ($1.standing.endedAt ?? .distantPast) }
        for card in old.dropLast(closedAtMost) { cards[card.id] = nil }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
