import CLinux
import Foundation

/// A fresh folder on the real disk, gone with its value.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "outreachd-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// One that is there already, as another process has made it; it goes with this value too.
    package init(existing path: String) { self.path = path }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Makes a folder, and those above it, where they are missing.
    package func folder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
        return path + "/" + name
    }

    /// Writes a file elsewhere and renames it into place, as the spool wants it; the folders above it are made.
    /// - Returns: the whole path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let full = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        let temporary = path + "/outside-" + UUID().uuidString
        try writeAlone(text, to: temporary)
        guard rename(temporary, full) == 0 else { throw CocoaError(.fileWriteUnknown) }
        return full
    }

    /// Writes a file where it stays, as `cp` does.
    package func writeInPlace(_ text: String, to name: String) throws {
        try writeAlone(text, to: path + "/" + name)
    }

    /// Writes a file that nobody has open for writing any more: a process that another test just starts has all open that
    /// is open here, until it is another program.
    private func writeAlone(_ text: String, to full: String) throws {
        try Data(text.utf8).write(to: URL(filePath: full))
        let descriptor = open(full, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        for _ in 0..<60_000 {
            guard file_has_writer(descriptor) == 1 else { return }
            usleep(1_000)
        }
    }

    package func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
    }

    /// The names in a folder, sorted, those with a leading dot too; empty if there is no such folder.
    package func names(_ name: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name)) ?? []).sorted()
    }
}
