import CLinux
import Engine
import TaskDispatch
import Events
import Glibc

extension TaskFolder {
    /// From so many files on, one sync of the whole file system costs less than one of each file.
    private static let many = 24

    /// Makes files durable and visible, all of them or an error. Replaces what lies under their names.
    ///
    /// First each is written under a name of its own, then all are made durable, and only then each gets its name. So
    /// a name never leads to a file that a power cut could empty.
    package func write(_ files: [TaskFile]) throws(TaskFilesError) {
        for place in TaskPlace.allCases {
            let here = files.filter { $0.place == place }
            if !here.isEmpty { try write(here, in: place) }
        }
    }

    private func write(_ files: [TaskFile], in place: TaskPlace) throws(TaskFilesError) {
        let path = path + "/" + place.rawValue
        // Opened before the first write: a later error of writing is told to who had it open by then.
        let folder = again { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw TaskFilesError(.write, path) }
        defer { close(folder) }
        let isMany = files.count >= Self.many
        var written = 0
        do throws(TaskFilesError) {
            for file in files {
                try writeTemporary(file, in: folder, durably: !isMany)
                written += 1
            }
            if isMany, again({ sync_file_system(folder) }) != 0 { throw TaskFilesError(.sync, path) }
        } catch {
            // A full disk gets its space back.
            for file in files[..<written] { unlinkat(folder, Self.temporary(file.id), 0) }
            throw error
        }
        for file in files {
            guard renameat(folder, Self.temporary(file.id), folder, Self.name(file.id)) == 0 else {
                throw TaskFilesError(.rename, name(file.id, place))
            }
        }
        guard again({ fsync(folder) }) == 0 else { throw TaskFilesError(.sync, path) }
    }

    private func writeTemporary(_ file: TaskFile, in folder: Int32, durably: Bool) throws(TaskFilesError) {
        let name = Self.temporary(file.id)
        let path = { "\(self.path)/\(file.place.rawValue)/\(name)" }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        var descriptor = again { openat(folder, name, flags, 0o640) }
        if descriptor < 0, errno == EEXIST {
            // Left by a run that was interrupted.
            unlinkat(folder, name, 0)
            descriptor = again { openat(folder, name, flags, 0o640) }
        }
        guard descriptor >= 0 else { throw TaskFilesError(.write, path()) }
        defer { close(descriptor) }
        do throws(TaskFilesError) {
            // The mask of the process may have taken something away.
            var status = stat()
            guard fstat(descriptor, &status) == 0,
                status.st_mode & 0o777 == 0o640 || fchmod(descriptor, 0o640) == 0
            else { throw TaskFilesError(.write, path()) }
            var rest = file.bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw TaskFilesError(.write, path())
                }
                rest = rest.dropFirst(count)
            }
            if durably, again({ fsync(descriptor) }) != 0 { throw TaskFilesError(.sync, path()) }
        } catch {
            unlinkat(folder, name, 0)
            throw error
        }
    }

    private static func temporary(_ id: TaskID) -> String { ".\(id.text.string)\(temporarySuffix)" }
}
