import Spool
import Store

/// The spool files that the store has, wholly or in part, and that may still lie in `incoming/`: a file that is met
/// again is known by its name and its content.
struct TakenFiles {
    private var files: [SpoolName: TakenFile]
    /// Names that the store may forget at the next commit.
    private(set) var gone: [SpoolName] = []

    /// - Parameter files: as the store has them.
    init(_ files: [TakenFile]) {
        self.files = Dictionary(files.map { (SpoolName(bytes: $0.name), $0) }, uniquingKeysWith: { $1 })
    }

    /// What is known of a file with this content; the same name may be another file by now.
    func file(_ name: SpoolName, mark: [UInt8]) -> TakenFile? { files[name].flatMap { $0.mark == mark ? $0 : nil } }

    /// What is known of a file that has grown since: of one that had what this content begins with.
    func file(_ name: SpoolName, before content: [UInt8]) -> TakenFile? {
        files[name].flatMap { file in
            switch file.progress {
            case .begun, .read: return ContentMark.isOfBeginning(file.mark, of: content) ? file : nil
            case .rejected: return nil
            }
        }
    }

    /// Notes what a turn has committed, the names that were gone by then included.
    mutating func committed(_ taken: [TakenFile]) {
        for file in taken { files[SpoolName(bytes: file.name)] = file }
        gone = []
    }

    /// Notes that what was rejected of a file that was read is in `rejected/`, so that it need not be known any more.
    mutating func wroteRejections(of name: SpoolName) { files[name]?.rejections = [] }

    /// Notes that a file is out of `incoming/`.
    mutating func left(_ name: SpoolName) {
        if files.removeValue(forKey: name) != nil { gone.append(name) }
    }

    /// The same of all files, whoever took them away, of which a listing does not say that they are there.
    mutating func left(allBut isThere: (SpoolName) -> Bool) {
        for name in files.keys where !isThere(name) { left(name) }
    }
}
