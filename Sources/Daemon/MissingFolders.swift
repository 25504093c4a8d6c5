import Glibc

/// The folders of a daemon that are not there yet. They are made where the folder above is there; where that is missing
/// too, a path was mistyped, and a daemon on an empty state beside the real one would be worse than none.
package struct MissingFolders: Sendable {
    /// As they were named, in the order spool, state, archive, ledger.
    package let paths: [String]

    /// Looks which folders are missing. Throws `DaemonError` where one cannot be made for lack of the one above.
    package init(of settings: Settings) throws(DaemonError) {
        var missing: [String] = []
        // The ledger in the state folder is made with it.
        let ledger = settings.ledger == settings.state + "/ledger" ? nil : settings.ledger
        let named = [settings.spool, settings.state] + [settings.archive, ledger].compactMap { $0 }
        for path in named where !isThere(path) {
            let parent = parent(of: path)
            guard isThere(parent) else { throw .noFolderAbove(path, parent: parent) }
            missing.append(path)
        }
        paths = missing
    }

    /// One sentence for each.
    package var sentences: [String] { paths.map { "made the folder \($0), which was not there" } }
}

private func isThere(_ path: String) -> Bool {
    var status = stat()
    // What cannot be looked at is told by who opens it.
    return stat(path, &status) == 0 || errno != ENOENT
}

/// `/a/b` of `/a/b/c` and `/a/b/c/`, `.` of `c`, `/` of `/c`.
private func parent(of path: String) -> String {
    var name = path[...]
    while name.count > 1, name.last == "/" { name.removeLast() }
    guard let slash = name.lastIndex(of: "/") else { return "." }
    return slash == name.startIndex ? "/" : String(name[..<slash])
}
