import Foundation
import TestSupport
import Testing

/// What each target may touch: the modules that its Swift files import, the headers that its C files include.
private let allowed: [String: Set<String>] = [
    // Pure.
    "Events": [],
    "RuleLanguage": ["Events", "DeepStack"],
    "Engine": ["Events", "RuleLanguage"],
    "TaskDispatch": ["Events", "RuleLanguage", "Engine"],
    "Backtest": ["Events", "RuleLanguage", "Engine", "TaskDispatch"],
    "HTML": [],
    "Report": ["Events", "RuleLanguage", "TaskDispatch", "Backtest", "HTML"],
    "DeepStack": ["Glibc"],

    "Board": ["Events", "HTML"],

    // C and C++.
    "CLinux": [
        "errno", "fcntl", "malloc", "signal", "stddef", "stdint", "string", "sys/stat", "sys/timerfd", "sys/xattr",
        "time",
        "unistd",
    ],
    "CPageSums": ["sqlite3", "stdint", "string"],
    "CSimdjson": ["new", "simdjson", "stddef", "stdint"],
    "CSystemd": ["systemd/sd-bus", "systemd/sd-daemon", "systemd/sd-journal"],

    // Each touches one thing of the outside.
    "ZoneFiles": ["Events", "Glibc"],
    "CloudEvents": ["Events", "CSimdjson", "CLinux", "Glibc"],
    "Spool": ["Events", "CLinux", "Glibc", "Synchronization"],
    "Store": [
        "Events", "RuleLanguage", "Engine", "TaskDispatch", "CPageSums", "GRDB", "GRDBSQLite", "Foundation", "Glibc",
    ],
    "TaskFiles": ["Events", "RuleLanguage", "Engine", "TaskDispatch", "CLinux", "Foundation", "Glibc"],
    "Systemd": ["CSystemd", "Logging", "Dispatch", "Glibc", "Synchronization"],
    "Control": ["Events", "Foundation", "Glibc", "Synchronization"],

    // For programs in other languages.
    "COutreachEngine": ["stdbool", "stddef", "stdint"],
    "EngineC": [
        "Events", "RuleLanguage", "Engine", "TaskDispatch", "CloudEvents", "TaskFiles", "ZoneFiles", "DeepStack",
        "COutreachEngine", "Glibc",
    ],

    // The board, which is a program of its own: tasks as files, and what the daemon says.
    "BoardServer": [
        "Events", "HTML", "Board", "Engine", "TaskFiles", "Spool", "Control", "Systemd", "ZoneFiles", "HummingbirdCore",
        "HTTPTypes", "NIOCore", "NIOExtras", "NIOHTTPTypes", "NIOPosix", "Logging", "ServiceLifecycle", "UnixSignals",
        "Dispatch", "Foundation", "Glibc", "Synchronization",
    ],
    "outreachd-board": ["Board", "BoardServer", "Systemd", "ArgumentParser", "Logging", "ServiceLifecycle", "Glibc"],

    // The two that bring them together.
    "Daemon": rooms.subtracting(["Daemon", "outreachd", "Backtest", "HTML"]).union([
        "CLinux", "Logging", "ServiceLifecycle", "UnixSignals", "Dispatch", "Foundation", "Glibc", "Synchronization",
    ]),
    "outreachd": rooms.subtracting(["outreachd", "Store", "Systemd", "HTML"]).union([
        "CLinux", "Logging", "ServiceLifecycle", "UnixSignals", "ArgumentParser", "Glibc", "Synchronization",
    ]),

    // The tests of a room know the rooms that it stands on, and those of no other.
    "TestSupport": ["CLinux", "Foundation"],
    "EventsTests": tests("Events"),
    "RuleLanguageTests": tests("RuleLanguage", "Events", "DeepStack"),
    "EngineTests": tests("Engine", "Events", "RuleLanguage"),
    "TaskDispatchTests": tests("TaskDispatch", "Engine", "Events", "RuleLanguage"),
    "BacktestTests": tests("Backtest", "TaskDispatch", "Engine", "Events", "RuleLanguage"),
    "HTMLTests": tests("HTML"),
    "ReportTests": tests("Report", "Backtest", "TaskDispatch", "RuleLanguage", "Events", "HTML"),
    "BoardTests": tests("Board", "HTML", "Events"),
    "BoardServerTests": tests("BoardServer", "Board", "TaskFiles", "Control", "Events").union([
        "Logging", "ServiceLifecycle",
    ]),
    "CloudEventsTests": tests("CloudEvents", "Events"),
    "SpoolTests": tests("Spool", "Events"),
    "StoreTests": tests("Store", "Events", "RuleLanguage", "Engine", "TaskDispatch", "GRDB"),
    "TaskFilesTests": tests("TaskFiles", "Events", "RuleLanguage", "Engine", "TaskDispatch"),
    "EngineCTests": tests("EngineC", "Events", "RuleLanguage", "Engine", "TaskDispatch", "CloudEvents", "TaskFiles"),
    "ZoneFilesTests": tests("ZoneFiles", "Events"),
    "ControlTests": tests("Control"),
    "SystemdTests": tests("Systemd", "Logging"),
    "CommandTests": tests(),
    "DaemonTests": rooms.subtracting(["outreachd", "Backtest", "HTML", "Report"]).union(
        tests("GRDB", "Logging", "ServiceLifecycle")),
]

private let rooms: Set<String> = [
    "Events", "RuleLanguage", "Engine", "TaskDispatch", "ZoneFiles", "CloudEvents", "Spool", "Store", "TaskFiles",
    "Systemd", "Control",
    "Daemon", "outreachd", "DeepStack", "Backtest", "HTML", "Report",
]

private func tests(_ modules: String...) -> Set<String> {
    Set(modules).union(["TestSupport", "Testing", "Foundation", "Glibc", "Synchronization"])
}

@Suite("The rooms of the house")
struct RoomsTests {
    @Test("touch nothing that they may not", arguments: allowed.keys.sorted())
    func imports(target: String) throws {
        let files = try sources(of: target)
        #expect(!files.isEmpty)
        for file in files { #expect(trespasses(of: file.text, in: target) == [], "\(file.path)") }
    }

    @Test("have each a line in the table")
    func table() throws {
        let package = try Checkout.text("Package.swift")
        let names = package.matches(
            of: /\.(?:target|executableTarget|systemLibrary|testTarget)\(\s*name: "([A-Za-z-]+)"/
        ).map { String($0.1) }
        #expect(Set(names) == Set(allowed.keys))
    }

    @Test(
        "alone talk to systemd, to SQLite and to simdjson",
        arguments: [("CSystemd", "Systemd"), ("GRDB", "Store"), ("CSimdjson", "CloudEvents")])
    func only(module: String, room: String) {
        #expect(rooms.filter { allowed[$0]?.contains(module) == true } == [room])
    }

    @Test(
        "are told from those that look over the wall",
        arguments: [
            ("Engine", "import Events\npublic import Foundation\n", ["Foundation"]),
            ("Daemon", "import GRDB\n", ["GRDB"]),
            ("CLinux", "#include <stdlib.h>\n#include \"CLinux.h\"\n", ["stdlib"]),
            ("StoreTests", "@testable import Daemon\n", ["Daemon"]),
            ("Nowhere", "import Events\n", ["Events"]),
        ])
    func trespassers(target: String, text: String, found: [String]) {
        #expect(trespasses(of: text, in: target) == found)
    }

    @Test("an import is found in whatever way it is written")
    func finds() {
        let text = """
            import Glibc
            public import Events
            @preconcurrency import Dispatch
            internal import struct Foundation.Date
            // import Nothing
            #include <sys/timerfd.h>
            #  include <new>
                import Indented, as in the text of a test
            """
        #expect(modulesImported(by: text) == ["Glibc", "Events", "Dispatch", "Foundation", "sys/timerfd", "new"])
    }
}

/// What a source text imports that its target may not.
private func trespasses(of text: String, in target: String) -> [String] {
    modulesImported(by: text).filter { allowed[target]?.contains($0) != true }
}

/// All source files of a target, with their texts.
private func sources(of target: String) throws -> [(path: String, text: String)] {
    // The system has a module named Dispatch, so that only the folder is called so.
    let name = target.replacing("TaskDispatch", with: "Dispatch")
    let folder = (target.contains("Test") ? "Tests/" : "Sources/") + name
    guard let names = FileManager.default.enumerator(atPath: Checkout.path(folder)) else { return [] }
    return try names.compactMap { $0 as? String }
        .filter { name in [".swift", ".c", ".cpp", ".h"].contains { name.hasSuffix($0) } }
        .map { name in (path: "\(folder)/\(name)", text: try Checkout.text("\(folder)/\(name)")) }
}

/// The modules of all import lines of a source text, and the headers of the system that it includes, without their
/// ending; in order. Each begins its line.
private func modulesImported(by text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
        if let include = line.wholeMatch(of: /#\s*include\s*<([^>.]+)(?:\.h)?>.*/) { return String(include.1) }
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
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
