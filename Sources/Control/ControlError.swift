import Glibc

/// Why the control channel cannot be used.
package enum ControlError: Error, Equatable, Sendable {
    /// Nobody listens at the path.
    case nobody(path: String)
    /// Another daemon listens there.
    case taken(path: String)
    /// What lies at the path is no socket.
    case noSocket(path: String)
    case refused(path: String, errno: Int32)
    /// The answer did not come, was cut off, or was too long.
    case noAnswer(String)
    /// A call of the system that should not fail.
    case system(String, errno: Int32)

    /// As errno(3); 0 where no call of the system failed.
    package var code: Int32 {
        switch self {
        case .refused(_, let code), .system(_, let code): return code
        case .nobody, .taken, .noSocket, .noAnswer: return 0
        }
    }

    /// One sentence for the person who wanted to speak to the daemon.
    package var sentence: String {
        switch self {
        case .nobody(let path):
            return "\(path): no daemon listens there; is it running, and is this its --control?"
        case .taken(let path): return "\(path): another daemon listens there"
        case .noSocket(let path): return "\(path): is there already and is no socket"
        case .refused(let path, let code): return "\(path): \(String(cString: strerror(code)))"
        case .noAnswer(let why): return why
        case .system(let call, let code): return "\(call) failed: \(String(cString: strerror(code)))"
        }
    }
}
