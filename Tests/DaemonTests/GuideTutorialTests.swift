import Foundation
import Testing
import TestSupport

/// The tutorials of the language guide as a reader walks it: files are written as it says, commands are run, and they
/// print what it shows.
@Suite("The tutorial of the language guide")
struct GuideTutorialTests {
    let disk: TemporaryFolder
    init() throws { disk = try TemporaryFolder() }

    @Test("can be followed to its end", arguments: GuideBlock.pages)
    func tutorial(page: String) throws {
        for block in try GuideBlock.all(on: page) {
            switch block.kind {
            case .file(let name, let adds):
                let before = adds ? try disk.read(name) : ""
                try disk.write(before + (adds ? "\n" : "") + block.text + "\n", to: name)
            case .hidden: #expect(try run(block.text) == "", "\(block)")
            case .console: try console(block)
            case .program, .fragment, .elsewhere: continue
            }
        }
    }

    /// Runs each `$ command` of a transcript and compares what it prints.
    private func console(_ block: GuideBlock) throws {
        var command: String?
        var shown: [String] = []
        for line in block.lines + ["$ "] {
            if line.hasPrefix("$ ") {
                if let command {
                    let printed = try run(command)
                    #expect(Transcript(shown).fits(printed), "\(block): \(command) printed\n\(printed)")
                }
                command = String(line.dropFirst(2))
                shown = []
            } else {
                shown.append(line)
            }
        }
    }

    /// What a command prints on both its outputs, in the folder of the tutorial.
    private func run(_ command: String) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = URL(fileURLWithPath: disk.path)
        // Under AddressSanitizer, what lives as long as the program is no leak.
        process.environment = [
            "PATH": productFolder + ":/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no", "ASAN_OPTIONS": "detect_leaks=0",
        ]
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let printed = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: printed, as: UTF8.self)
    }

    /// The folder of the built products, where the program lies beside these tests.
    private var productFolder: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    }
}

/// Lines as the guide shows them: `…` at the end of a line stands for the rest of it, alone for any number of lines.
private struct Transcript {
    let lines: [String]
    init(_ lines: [String]) { self.lines = lines.map(Self.trimmed) }

    func fits(_ printed: String) -> Bool {
        let printed = printed.split(separator: "\n", omittingEmptySubsequences: false).map { Self.trimmed(String($0)) }
        return fits(lines[...].trimmingEmpty, printed[...].trimmingEmpty)
    }

    private func fits(_ shown: ArraySlice<String>, _ printed: ArraySlice<String>) -> Bool {
        guard let first = shown.first else { return printed.isEmpty }
        if first.drop(while: { $0 == " " }) == "…" {
            return (printed.startIndex...printed.endIndex).contains { fits(shown.dropFirst(), printed[$0...]) }
        }
        guard let line = printed.first else { return false }
        let isSame = first.hasSuffix("…") ? line.hasPrefix(first.dropLast()) : line == first
        return isSame && fits(shown.dropFirst(), printed.dropFirst())
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}

extension ArraySlice<String> {
    /// Without empty lines at both ends.
    fileprivate var trimmingEmpty: ArraySlice<String> {
        var slice = self.drop { $0.isEmpty }
        while slice.last == "" { slice.removeLast() }
        return slice
    }
}
