package import Engine
import TaskDispatch
import Events
import Glibc

/// `tasks/`: one file for each task, `held/<id>.json`, `open/<id>.json` or `closed/<id>.json`.
///
/// A reader who lists a folder sees each file whole or not at all: a file is written under a name that starts with
/// a dot, made durable, and renamed. A task that changes folder is in the new one before it leaves the old one, so
/// that it is never in neither. Every step may be done again with the same outcome.
package struct TaskFolder: Sendable {
    package let path: String

    /// Makes the folders that are missing.
    package init(path: String) throws(TaskFilesError) {
        self.path = path
        for folder in [path] + TaskPlace.allCases.map({ path + "/" + $0.rawValue }) {
            try Self.make(folder)
        }
    }

    static func make(_ folder: String, mode: mode_t = 0o750) throws(TaskFilesError) {
        if mkdir(folder, mode) == 0 {
            try Self.sync(folder: parent(of: folder))
        } else if errno != EEXIST {
            throw TaskFilesError(.make, folder)
        }
    }

    /// Removes the copies of these tasks in the folders where they do not belong any more.
    package func removeElsewhere(_ files: [TaskFile]) throws(TaskFilesError) {
        for place in TaskPlace.allCases {
            let stale = files.filter { $0.place != place }
            if !stale.isEmpty, try !isEmpty(place) { try remove(stale.map(\.id), from: place) }
        }
    }

    /// Whether nothing at all lies in a folder: then nobody need be asked for by name.
    func isEmpty(_ place: TaskPlace) throws(TaskFilesError) -> Bool {
        let path = path + "/" + place.rawValue
        guard let folder = opendir(path) else { throw TaskFilesError(.list, path) }
        defer { closedir(folder) }
        // `.` and `..` are there always.
        for _ in 0..<3 {
            errno = 0
            if readdir(folder) == nil {
                if errno != 0 { throw TaskFilesError(.list, path) }
                return true
            }
        }
        return false
    }

    private func remove(_ ids: [TaskID], from place: TaskPlace) throws(TaskFilesError) {
        let path = path + "/" + place.rawValue
        let folder = again { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw TaskFilesError(.remove, path) }
        defer { close(folder) }
        var isTouched = false
        for id in ids {
            if unlinkat(folder, Self.name(id), 0) == 0 {
                isTouched = true
            } else if errno != ENOENT {
                throw TaskFilesError(.remove, name(id, place))
            }
        }
        if isTouched, again({ fsync(folder) }) != 0 { throw TaskFilesError(.sync, path) }
    }

    /// Removes what an interrupted `write` left behind.
    /// - Returns: how many files that was.
    @discardableResult
    package func removeTemporaries() throws(TaskFilesError) -> Int {
        var removed = 0
        for place in TaskPlace.allCases {
            for entry in try names(in: place) where entry.hasPrefix(".") && entry.hasSuffix(Self.temporarySuffix) {
                let full = path + "/" + place.rawValue + "/" + entry
                guard unlink(full) == 0 || errno == ENOENT else { throw TaskFilesError(.remove, full) }
                removed += 1
            }
        }
        return removed
    }

    /// Where the file of a task is, or would be.
    package func name(_ id: TaskID, _ place: TaskPlace) -> String {
        "\(path)/\(place.rawValue)/\(Self.name(id))"
    }

    static func name(_ id: TaskID) -> String { "\(id.text.string).json" }

    static let temporarySuffix = ".json.tmp"

    func sync(places: [TaskPlace]) throws(TaskFilesError) {
        for place in TaskPlace.allCases where places.contains(place) {
            try Self.sync(folder: path + "/" + place.rawValue)
        }
    }

    static func sync(folder: String) throws(TaskFilesError) {
        let descriptor = again { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw TaskFilesError(.sync, folder) }
        defer { close(descriptor) }
        guard again({ fsync(descriptor) }) == 0 else { throw TaskFilesError(.sync, folder) }
    }
}

/// Calls until no signal came between.
func again(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

/// `/a/b` of `/a/b/c`, `.` of `c`.
private func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}
