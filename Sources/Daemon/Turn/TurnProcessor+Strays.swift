import Engine
import Events
import Logging
import Store
import TaskFiles

/// What readers did to `tasks/` is found and put right: by comparing the folders with the rows, at the start and from
/// time to time, and before a file is replaced.
extension TurnProcessor {
    /// Compares `tasks/` with the store, if it is time again. A file that is missing is owed again; what we did not
    /// write moves to `tasks/strays/`.
    mutating func checkTasks() throws {
        let isRemade = try tasks.remake()
        let look = TaskLook(instant: .now, wall: WallClock.now().seconds)
        if let last = lastTaskCheck, !isRemade, look.instant < last.instant + Settings.checkTasksEvery { return }
        let since = isRemade ? nil : lastTaskCheck?.unchangedBefore(look)
        lastTaskCheck = look
        try removeOldTasks()

        var strays: [(TaskID, TaskPlace)] = []
        var owed: [TaskID] = []
        var found = try Dictionary(
            uniqueKeysWithValues: TaskPlace.allCases.map { ($0, try tasks.found(in: $0)) })
        for row in try store.taskRows() {
            guard let place = TaskPlace(row.state) else { continue }
            let file = found[place]?.removeValue(forKey: row.id)
            let other: TaskPlace = place == .open ? .closed : .open
            // The rest of what is owed already may be half done.
            guard row.isWritten else {
                found[other]?[row.id] = nil
                continue
            }
            guard let file else {
                owed.append(row.id)
                continue
            }
            if try isAsWritten(row, place, file, since: since) { continue }
            strays.append((row.id, place))
            owed.append(row.id)
        }
        for place in TaskPlace.allCases {
            for id in found[place, default: [:]].keys.sorted() { strays.append((id, place)) }
        }
        for (id, place) in strays { try setAside(id, place) }
        if owed.isEmpty { return }
        log.warning(
            "files of tasks were missing or not ours, and are written again", metadata: ["count": "\(owed.count)"])
        try store.markOwed(owed)
        mayOweTasks = true
    }

    /// Before a turn replaces the files of tasks: what lies there must be what we wrote.
    func setAsideStrays(before replacing: [StoredTask]) throws {
        if replacing.isEmpty { return }
        for place in TaskPlace.allCases {
            for id in try tasks.present(replacing.map(\.id), in: place) {
                let known = try store.taskIsWritten(id)
                guard let known else {
                    try setAside(id, place)
                    continue
                }
                // Not yet written: it may be half moved, and will be.
                guard known.isWritten else { continue }
                if TaskPlace(known.task.state) == place, try tasks.read(id, place) == known.task.body { continue }
                try setAside(id, place)
            }
        }
    }

    private func isAsWritten(
        _ row: TaskRow, _ place: TaskPlace, _ file: TaskFolder.Found, since: Int64?
    ) throws -> Bool {
        guard file.size == row.size else { return false }
        // A closed task is history; of the open ones those are read that were touched since the last look.
        guard place == .open, since.map({ file.changed >= $0 }) ?? true else { return true }
        return try tasks.read(row.id, place) == store.task(row.id)?.body
    }

    private func setAside(_ id: TaskID, _ place: TaskPlace) throws {
        let target = try tasks.setAside(id, place)
        log.warning(
            "a file in tasks/\(place.rawValue)/ is not as outreachd wrote it, and was moved away",
            metadata: ["task": "\(id)", "to": "\(target)"])
    }

    /// Removes tasks that ended long ago: the file first, so that a stop between leaves a row whose file is written
    /// again, and not a file that nobody knows.
    private func removeOldTasks() throws {
        guard let keep = settings.keepClosed else { return }
        while true {
            let old = try store.tasks(endedBefore: wall - keep, limit: Settings.tasksAtOnce)
            if old.isEmpty { return }
            try tasks.removeClosed(old)
            try store.forget(tasks: old)
            log.info("closed tasks removed, as they are older than --keep-closed", metadata: ["count": "\(old.count)"])
        }
    }
}
