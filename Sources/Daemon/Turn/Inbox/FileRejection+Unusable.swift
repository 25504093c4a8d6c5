import CloudEvents
import Spool

extension FileRejection {
    /// What is said in `rejected/` of a file that the spool cannot read.
    init(_ unusable: UnusableFile) {
        let code: FileRejectionCode
        switch unusable {
        case .notARegularFile, .hardLinks: code = .notARegularFile
        case .tooLarge: code = .tooLarge
        case .cannotBeOpened: code = .unreadable
        }
        self.init(code: code, detail: unusable.sentence)
    }
}
