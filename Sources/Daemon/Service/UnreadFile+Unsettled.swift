import Control
import Events
import Spool

extension UnreadFile {
    /// What `status` says of a file that the spool does not take yet.
    init(_ file: UnsettledFile) {
        let reason: Reason
        switch file.reason {
        case .hasWriter: reason = .open
        case .recent: reason = .recent
        case .untold: reason = .untold
        }
        self.init(file: file.name.description, uid: file.owner, since: file.since.description, reason: reason)
    }
}
