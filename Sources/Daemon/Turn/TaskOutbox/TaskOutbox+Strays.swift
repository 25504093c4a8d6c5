import Engine
import TaskDispatch
import Events
import Logging
import Store
import TaskFiles

/// What readers did to `tasks/` is found and put right: by comparing the folders with the rows, at the start and from
/// time to time, and before a file is replaced.
extension TaskOutbox {
    /// Listens to what happens in `tasks/`, so that it is only looked through where something has. Where nobody can listen
    /// it is looked through each time.
    mutating func startWatch() {
        // What one has heard is not to be lost.
        if watch == nil { watch = TaskWatch(of: folder) }
    }

    /// Compares `tasks/` with the store, if it is time again and something has happened there. A file that is missing is
    /// owed again; what we did not write moves to `tasks/strays/`.
    /// - Parameter wall: what the clock on the wall says, by which a closed task is old.
    mutating func check(against store: StateStore, wall: Timestamp) throws {
        let isRemade = try folder.remake()
        let look = TaskLook(instant: .now, wall: WallClock.now().seconds)
        if let asked = lastAsked, !isRemade, look.instant < asked + Settings.checkTasksEvery { return }
        lastAsked = look.instant
        try removeOldTasks(store, wall)
        if isRemade, watch != nil { watch = TaskWatch(of: folder) }
        if let last = lastLook, !isRemade, watch?.hasHeard() == false,
            look.instant < last.instant + Settings.lookThroughTasksEvery
        {
            return
        }
        let since = isRemade ? nil : lastLook?.unchangedBefore(look)
        lastLook = look

        var strays: [(TaskID, TaskPlace)] = []
        var owed: [TaskID] = []
        var found = try Dictionary(
            uniqueKeysWithValues: TaskPlace.allCases.map { ($0, try folder.found(in: $0)) })
        for row in try store.taskRows() {
            guard let place = TaskPlace(row.state) else { continue }
            let file = found[place]?.removeValue(forKey: row.id)
            // The rest of what is owed already may be half done.
            guard row.isWritten else {
                for other in place.others { found[other]?[row.id] = nil }
                continue
            }
            guard let file else {
                owed.append(row.id)
                continue
            }
            if try isAsWritten(row, place, file, since: since, store) { continue }
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
        mayOwe = true
    }

    /// Before a turn replaces the files of tasks: what lies there must be what we wrote.
    func setAsideStrays(before replacing: [StoredTask], _ store: StateStore) throws {
        if replacing.isEmpty { return }
        for place in TaskPlace.allCases {
            for id in try folder.present(replacing.map(\.id), in: place) {
                let known = try store.taskIsWritten(id)
                guard let known else {
                    try setAside(id, place)
                    continue
                }
                // Not yet written: it may be half moved, and will be.
                guard known.isWritten else { continue }
                if TaskPlace(known.task.state) == place, try folder.read(id, place) == known.task.body { continue }
                try setAside(id, place)
            }
        }
    }

    private func isAsWritten(
        _ row: TaskRow, _ place: TaskPlace, _ file: TaskFolder.Found, since: Int64?, _ store: StateStore
    ) throws -> Bool {
        guard file.size == row.size else { return false }
        // A closed task is history; of the others those are read that were touched since the last look.
        guard place != .closed, since.map({ file.changed >= $0 }) ?? true else { return true }
        return try folder.read(row.id, place) == store.task(row.id)?.body
    }

    private func setAside(_ id: TaskID, _ place: TaskPlace) throws {
        let target = try folder.setAside(id, place)
        log.warning(
            "a file in tasks/\(place.rawValue)/ is not as outreachd wrote it, and was moved away",
            metadata: ["task": "\(id)", "to": "\(target)"])
    }

    /// Removes tasks that ended long ago: the file first, so that a stop between leaves a row whose file is written
    /// again, and not a file that nobody knows.
    private func removeOldTasks(_ store: StateStore, _ wall: Timestamp) throws {
        guard let keep = keepClosed else { return }
        while true {
            let old = try store.tasks(endedBefore: wall - keep, limit: Settings.tasksAtOnce)
            if old.isEmpty { return }
            try folder.removeClosed(old)
            try store.forget(tasks: old)
            log.info("closed tasks removed, as they are older than --keep-closed", metadata: ["count": "\(old.count)"])
        }
    }
}
