import Foundation
import Testing

/// What each room may touch: the modules that its files may import, beside the rooms that `Package.swift` names for it.
private let allowed: [String: Set<String>] = [
    "Events": [],
    "RuleLanguage": ["Events"],
    "Engine": ["Events", "RuleLanguage"],
    "ZoneFiles": ["Events", "Glibc"],
    "CloudEvents": ["Events", "CSimdjson", "CLinux", "Glibc"],
    "Spool": ["Events", "CLinux", "Glibc"],
    "Store": ["Events", "Engine", "CPageSums", "GRDB", "GRDBSQLite", "Foundation", "Glibc"],
    "TaskFiles": ["Events", "RuleLanguage", "Engine", "CLinux", "Foundation", "Glibc"],
]

@Suite("The rooms of the house")
struct RoomsTests {
    @Test("touch nothing that they may not", arguments: allowed.keys.sorted())
    func imports(room: String) throws {
        for file in try swiftFiles(of: room) {
            for module in modulesImported(by: file.text) {
                #expect(allowed[room]?.contains(module) == true, "\(file.path) imports \(module)")
            }
        }
    }

    @Test(
        "alone talk to systemd, to SQLite and to simdjson",
        arguments: [("CSystemd", "Systemd"), ("GRDB", "Store"), ("CSimdjson", "CloudEvents")])
    func only(module: String, room: String) throws {
        let sources = root.appending(path: "Sources")
        for other in try FileManager.default.contentsOfDirectory(atPath: sources.path) where other != room {
            for file in try swiftFiles(of: other) {
                #expect(!modulesImported(by: file.text).contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test("an import is found in whatever way it is written")
    func finds() {
        let text = """
            import Glibc
            public import Events
            @preconcurrency import Dispatch
            internal import struct Foundation.Date
            // import Nothing
            """
        #expect(modulesImported(by: text) == ["Glibc", "Events", "Dispatch", "Foundation"])
    }
}

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

private func swiftFiles(of room: String) throws -> [(path: String, text: String)] {
    let folder = root.appending(path: "Sources/\(room)")
    guard let names = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { name in
        (path: "\(room)/\(name)", text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
}

/// The modules of all import lines of a source text, in order.
private func modulesImported(by text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let at = words.firstIndex(of: "import"),
            words[..<at].allSatisfy({ $0.hasPrefix("@") || modifiers.contains($0) })
        else {
            return nil
        }
        let rest = words[(at + 1)...].drop { kinds.contains($0) }
        return rest.first.map { String($0.prefix { $0 != "." }) }
    }
}

private let modifiers: Set<String> = ["public", "package", "internal", "private", "fileprivate"]
private let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
