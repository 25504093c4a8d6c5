package import Engine
import TaskDispatch
import Events
import Glibc

/// Readers may do anything in `tasks/`: delete, move, rewrite, leave files of their own. What we did not write is never
/// trusted and never overwritten: it moves to `tasks/strays/`, and what we wrote is written again.
extension TaskFolder {
    /// What lies under the name of a task.
    package struct Found: Sendable, Equatable {
        /// In bytes; nil for what is no regular file.
        package var size: Int?
        /// When the inode was last changed, in whole seconds since 1970: nobody can set it back.
        package var changed: Int64
    }

    /// Makes the folders again that somebody removed.
    /// - Returns: whether one was missing.
    package func remake() throws(TaskFilesError) -> Bool {
        var missing = false
        for folder in [path] + TaskPlace.allCases.map({ path + "/" + $0.rawValue }) {
            var status = stat()
            if stat(folder, &status) == 0 { continue }
            missing = true
            try Self.make(folder)
        }
        return missing
    }

    /// Everything in a folder that has the name of a task.
    package func found(in place: TaskPlace) throws(TaskFilesError) -> [TaskID: Found] {
        var found: [TaskID: Found] = [:]
        for id in try list(place) { found[id] = find(id, place) }
        return found
    }

    /// What lies under the name of a task; nil for nothing.
    package func find(_ id: TaskID, _ place: TaskPlace) -> Found? {
        var status = stat()
        guard lstat(name(id, place), &status) == 0 else { return nil }
        return Found(
            size: status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil, changed: Int64(status.st_ctim.tv_sec))
    }

    /// Those of the tasks under whose name something lies in a folder.
    package func present(_ ids: [TaskID], in place: TaskPlace) throws(TaskFilesError) -> [TaskID] {
        if ids.isEmpty { return [] }
        if try isEmpty(place) { return [] }
        let path = path + "/" + place.rawValue
        let folder = again { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw TaskFilesError(.list, path) }
        defer { close(folder) }
        return ids.filter { faccessat(folder, Self.name($0), F_OK, AT_SYMLINK_NOFOLLOW) == 0 }
    }

    /// Moves what has the name of a task out of the way, to `strays/`. Its content stays as it is.
    /// - Returns: where it is now.
    package func setAside(_ id: TaskID, _ place: TaskPlace) throws(TaskFilesError) -> String {
        let strays = path + "/strays"
        if mkdir(strays, 0o750) != 0, errno != EEXIST { throw TaskFilesError(.make, strays) }
        let source = name(id, place)
        var status = stat()
        for number in 1... {
            let target = "\(strays)/\(id.text.string).json" + (number == 1 ? "" : ".\(number)")
            if lstat(target, &status) == 0 { continue }
            guard rename(source, target) == 0 || errno == ENOENT else { throw TaskFilesError(.rename, source) }
            return target
        }
        return source
    }

    /// Removes the files of closed tasks, durably.
    package func removeClosed(_ ids: [TaskID]) throws(TaskFilesError) {
        for id in ids {
            guard unlink(name(id, .closed)) == 0 || errno == ENOENT else {
                throw TaskFilesError(.remove, name(id, .closed))
            }
        }
        try sync(places: [.closed])
    }
}
