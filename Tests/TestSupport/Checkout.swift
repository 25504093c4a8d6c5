package import Foundation

/// The folder of the package that is being tested: `Sources`, `Tests`, `rules` and the rest are below it.
package enum Checkout {
    package static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The whole path of something in it: `path("rules/README.md")`.
    package static func path(_ name: String) -> String { folder.appending(path: name).path }

    /// The text of a file in it.
    package static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// The text of a committed file that is written by the program itself. With `RECORD=1` in the environment, what is
    /// said now is written down first; read every change before you keep it.
    package static func expected(_ name: String, recording said: String) throws -> String {
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try said.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        return try text(name)
    }
}
