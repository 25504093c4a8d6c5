package import Engine
import TaskDispatch
import Events
import Glibc

extension TaskFolder {
    /// For those who only read: nothing is made.
    package init(reading path: String) { self.path = path }

    /// The ids of the tasks that lie in a folder, sorted. Other names are passed over.
    package func list(_ place: TaskPlace) throws(TaskFilesError) -> [TaskID] {
        try names(in: place)
            .filter { !$0.hasPrefix(".") && $0.hasSuffix(".json") }
            .map { TaskID(Text(String($0.dropLast(".json".count)))) }
            .sorted()
    }

    /// The bytes of a task's file; nil if there is none.
    package func read(_ id: TaskID, _ place: TaskPlace) throws(TaskFilesError) -> [UInt8]? {
        let path = name(id, place)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw TaskFilesError(.read, path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw TaskFilesError(.read, path) }
        // A device may have no end, a FIFO no beginning; of a folder the reading tells.
        guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
            throw TaskFilesError(.understand, path, errno: EBADMSG)
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw TaskFilesError(.read, path)
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// The tasks of a folder. One entry that is no task's file, or that nobody may read, does not hide the others.
    package func documents(_ place: TaskPlace) throws(TaskFilesError) -> TaskListing {
        var listing = TaskListing()
        for id in try list(place) {
            do throws(TaskFilesError) {
                // A task may move while its folder is being read.
                guard let task = try document(id, place) else { continue }
                listing.tasks.append(task)
            } catch {
                listing.unreadable.append(error)
            }
        }
        return listing
    }

    /// One task; nil if there is no file of it.
    package func document(_ id: TaskID, _ place: TaskPlace) throws(TaskFilesError) -> TaskDocument? {
        guard let bytes = try read(id, place) else { return nil }
        guard let task = TaskDocument(bytes: bytes) else {
            throw TaskFilesError(.understand, name(id, place), errno: EBADMSG)
        }
        return task
    }

    /// All names in a folder.
    func names(in place: TaskPlace) throws(TaskFilesError) -> [String] {
        let folder = path + "/" + place.rawValue
        guard let handle = opendir(folder) else { throw TaskFilesError(.list, folder) }
        defer { closedir(handle) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(handle) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
                })
        }
        return names
    }
}
