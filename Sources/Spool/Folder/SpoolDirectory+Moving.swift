import Glibc

/// Moves a file to another folder so that a power cut leaves it in one of the two, or in both, and never in neither:
/// a second name in the new folder is durable before the old name goes. rename(2) alone leaves that to the file system.
///
/// What cannot have a second name (a folder, another file system's file) is renamed.
/// - Parameter halfWay: called while the file has both names.
/// - Returns: false with errno. The old folder is still to be synced.
func moveDurably(
    _ source: Path, to target: Path, in folder: String, halfWay: () throws(SpoolError) -> Void
) throws(SpoolError) -> Bool {
    if source.withCString({ from in target.withCString { link(from, $0) } }) == 0 {
        try syncFolder(folder)
        try halfWay()
        return source.withCString { unlink($0) } == 0 || errno == ENOENT
    }
    switch errno {
    case EPERM, EMLINK, ENOSYS, EOPNOTSUPP:
        guard source.withCString({ from in target.withCString { rename(from, $0) } }) == 0 else { return false }
        try syncFolder(folder)
        return true
    default: return false
    }
}

extension SpoolDirectory {
    /// Ends what a crash, or an error, interrupted between the two steps of a move: a file of `incoming/` that has a
    /// second name in one of these folders has been moved there.
    mutating func finishMoves(to folders: [String]) throws(SpoolError) {
        var halfMoved: [FileID: SpoolName] = [:]
        for name in try listFolder(incoming) where !name.isUnfinished {
            guard let status = Path(incoming, name).status(), status.st_mode & S_IFMT != S_IFDIR, status.st_nlink > 1
            else { continue }
            halfMoved[FileID(status)] = name
        }
        if halfMoved.isEmpty { return }
        for folder in folders {
            var moved: [SpoolName] = []
            for name in try listFolder(folder) {
                guard let status = Path(folder, name).status() else { continue }
                if let half = halfMoved.removeValue(forKey: FileID(status)) { moved.append(half) }
            }
            if moved.isEmpty { continue }
            // The name there may be what the interruption kept from being durable.
            try syncFolder(folder)
            for name in moved {
                let half = Path(incoming, name)
                if half.withCString({ unlink($0) }) == 0 || errno == ENOENT { continue }
                _ = try giveUp(name, .cannotRemove(path: half.description, errno: errno))
            }
        }
        try syncFolder(incoming)
    }

    private struct FileID: Hashable {
        var device: UInt64
        var inode: UInt64
        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }
}
