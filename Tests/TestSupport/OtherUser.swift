import Foundation

/// Users of which neither may do more with the other's files than the modes allow: a feeder, and a daemon as the package
/// sets it up. Only root can be them, in a process of its own that ends with the test.
package enum OtherUser: UInt32 {
    case feeder = 65_533
    case daemon = 65_534

    /// The group that may drop files.
    private static let feeders: gid_t = 65_532

    /// Makes a spool as the package does: the daemon's, and into `incoming/` the feeders may write, and not list it.
    package static func makeSpool(at path: String) throws {
        umask(0o022)
        for folder in ["", "/incoming", "/rejected", "/tasks"] {
            try FileManager.default.createDirectory(atPath: path + folder, withIntermediateDirectories: true)
            try daemon.own(path + folder)
        }
        try check(chown(path + "/incoming", daemon.rawValue, feeders))
        try check(chmod(path + "/incoming", 0o3730))
    }

    /// Gives a file or a folder to this user.
    package func own(_ path: String) throws { try Self.check(chown(path, rawValue, rawValue)) }

    /// Does something as this user.
    package func act<R>(_ body: () throws -> R) throws -> R {
        var groups = [Self.feeders]
        try Self.check(setgroups(1, &groups))
        try Self.check(setegid(rawValue))
        try Self.check(seteuid(rawValue))
        defer {
            _ = seteuid(0)
            _ = setegid(0)
        }
        return try body()
    }

    private static func check(_ code: Int32) throws {
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM) }
    }
}

/// A file that somebody has open for writing.
package final class OpenFile {
    private let descriptor: Int32

    /// Makes it, or opens it to add to it.
    package init(_ path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM) }
    }

    deinit { close(descriptor) }

    package func write(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)
        _ = Foundation.write(descriptor, &bytes, bytes.count)
    }
}
