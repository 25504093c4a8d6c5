package import Control
import Glibc
package import Engine
import TaskDispatch
package import Events
package import Spool
package import Store
package import TaskFiles

/// Why the daemon cannot go on.
package enum DaemonError: Error, Sendable {
    case store(StoreError)
    case spool(SpoolError)
    case tasks(TaskFilesError)
    /// The stored state of a customer cannot be read.
    case state(StateError, customer: Text)
    /// What is stored beyond single customers cannot be read.
    case site(StateError)
    /// A folder is missing, and so is the one above it.
    case noFolderAbove(String, parent: String)
    /// The control channel cannot be opened.
    case control(ControlError)
    /// The state in this folder does not say which rules it was judged by, or in a form of another version.
    case unknownRules(String)
    /// A call of the system that should not fail.
    case system(String, errno: Int32)
    /// Nobody can tell just now who a user is.
    case accounts(uid: UInt32, errno: Int32)
    /// What no case above foresees.
    case unforeseen(String)

    init(_ error: any Error) {
        switch error {
        case let error as DaemonError: self = error
        case let error as StoreError: self = .store(error)
        case let error as SpoolError: self = .spool(error)
        case let error as TaskFilesError: self = .tasks(error)
        case let error as ControlError: self = .control(error)
        default: self = .unforeseen("\(error)")
        }
    }

    /// One sentence for the administrator.
    package var sentence: String {
        switch self {
        case .store(let error): return error.sentence
        case .spool(let error): return error.sentence
        case .unforeseen(let text): return "a defect of outreachd: \(text)"
        case .tasks(let error): return error.sentence
        case .control(let error): return error.sentence
        case .unknownRules(let folder):
            return "\(folder): does not say which rules are in force; start this version's daemon on it once"
        case .noFolderAbove(let path, let parent):
            return "there is no folder \(path), and it is not made, for there is no \(parent) either: "
                + "if that is no slip, make it first"
        case .site(let error): return "what customers share: \(error.sentence)"
        case .state(let error, let customer): return "customer \(customer): \(error.sentence)"
        case .accounts(let uid, let code):
            return "who the user \(uid) is cannot be looked up: \(String(cString: strerror(code))); until it can, "
                + "the files of incoming/ wait"
        case .system(let call, let code): return "\(call) failed: \(String(cString: strerror(code)))"
        }
    }

    /// As in sysexits(3).
    package var exitCode: Int32 {
        switch self {
        case .store(let error):
            switch error {
            case .locked: return 75
            case .newer, .foreign: return 78
            case .damaged, .full, .blocked, .unavailable, .inputOutput, .failed: return 74
            }
        case .spool, .tasks, .state, .site: return 74
        case .unforeseen: return 70
        case .unknownRules, .noFolderAbove: return 78
        case .system, .accounts: return 71
        case .control(let error):
            switch error {
            case .taken: return 75
            case .nobody, .noSocket, .refused, .noAnswer: return 78
            case .system: return 71
            }
        }
    }

    /// Whether a disk or a quota is full.
    package var isFullDisk: Bool {
        switch self {
        case .store(.full): return true
        case .spool(let error): return error.code == ENOSPC || error.code == EDQUOT
        case .tasks(let error): return error.errno == ENOSPC || error.errno == EDQUOT
        case .store, .state, .site, .control, .unknownRules, .noFolderAbove, .system, .accounts, .unforeseen:
            return false
        }
    }

    /// Whether a disk takes nothing just now: it is full, or mounted read-only. At a start only this is waited for:
    /// a folder that is missing or forbidden then is a mistake in the configuration.
    var isUnwritableDisk: Bool {
        if isFullDisk { return true }
        switch self {
        case .store(.blocked(_, EROFS)): return true
        case .spool(let error): return error.code == EROFS
        case .tasks(let error): return error.errno == EROFS
        case .store, .state, .site, .control, .unknownRules, .noFolderAbove, .system, .accounts, .unforeseen:
            return false
        }
    }

    private static let passing: Set<Int32> = [
        ENOSPC, EDQUOT, EROFS, ENOENT, ENOTDIR, EACCES, EPERM, EMFILE, ENFILE, ENOMEM,
    ]

    /// Whether it may go away by itself, or by an administrator's hand: a full or a read-only disk, a folder that is
    /// missing or locked. The daemon then waits and tries again. A disk that failed is not asked a second time.
    package var mayPass: Bool {
        switch self {
        case .store(let error):
            switch error {
            case .full, .blocked: return true
            case .locked, .newer, .foreign, .damaged, .unavailable, .inputOutput, .failed: return false
            }
        case .spool(let error): return Self.passing.contains(error.code)
        case .tasks(let error): return Self.passing.contains(error.errno)
        case .accounts: return true
        case .state, .site, .system, .control, .unknownRules, .noFolderAbove, .unforeseen: return false
        }
    }

    /// Whether the world is to blame, and not what was being worked on.
    var isOrderly: Bool {
        switch self {
        case .store, .spool, .tasks, .control, .unknownRules, .noFolderAbove, .system, .accounts: return true
        case .state, .site, .unforeseen: return false
        }
    }

    /// What tells one transientFailure from another: the same folder refuses for the same reason.
    struct TransientFailure: Hashable {
        enum Place: Hashable { case state, spool, tasks, elsewhere }
        var place: Place
        var reason: Int32
    }

    var transientFailure: TransientFailure {
        switch self {
        case .store(.blocked(_, let code)): return TransientFailure(place: .state, reason: code)
        case .store: return TransientFailure(place: .state, reason: 0)
        case .spool(let error): return TransientFailure(place: .spool, reason: error.code)
        case .tasks(let error): return TransientFailure(place: .tasks, reason: error.errno)
        case .accounts(_, let code): return TransientFailure(place: .elsewhere, reason: code)
        case .state, .site, .control, .unknownRules, .noFolderAbove, .system, .unforeseen:
            return TransientFailure(place: .elsewhere, reason: 0)
        }
    }
}
