import Foundation
import Spool

/// A folder that is removed with the test that made it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "spool-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file in place, as `cp` does.
    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
    }

    /// Writes a file beside the spool and renames it into place.
    func deliver(_ text: String, _ name: String) throws {
        let temporary = path + "/outside-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(filePath: temporary))
        guard rename(temporary, path + "/" + name) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
    }

    /// The names in a folder, sorted, those with a leading dot too.
    func list(_ name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + name).sorted()
    }
}
