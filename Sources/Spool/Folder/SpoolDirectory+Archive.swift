package import Events
import Glibc

extension SpoolDirectory {
    /// Ends the moves, to `rejected/` and to an archive if there is one, that a crash or an error interrupted.
    package mutating func finishMoves(to archive: SpoolArchive?) throws(SpoolError) {
        var folders = [rejected]
        if let archive { folders += try archive.days() }
        try finishMoves(to: folders)
    }

    /// Moves a file that was taken to an archive, if it is still the same and nobody writes it; `syncIncoming` makes it
    /// durable.
    package mutating func archive(
        _ name: SpoolName, _ fingerprint: Fingerprint, in archive: SpoolArchive, readAt time: Timestamp
    ) throws(SpoolError) -> Removal {
        let path = Path(incoming, name)
        guard let status = path.status() else {
            if errno == ENOENT { return .gone }
            throw .cannotRemove(path: path.description, errno: errno)
        }
        guard Fingerprint(status) == fingerprint else { return .changed }
        if isOpen(name, status) { return .stillOpen }
        do throws(SpoolError) {
            let isTaken = try archive.take(path, fingerprint, named: name, readAt: time, halfWay: afterSecondName)
            return isTaken ? .removed : .changed
        } catch {
            switch error {
            // The file may not be given another name, or not lose this one.
            case .cannotMove, .cannotRemove: return try giveUp(name, error)
            case .cannotCreate, .cannotList, .cannotOpen, .cannotRead, .cannotWrite, .cannotSync, .cannotWatch:
                throw error
            }
        }
    }
}
