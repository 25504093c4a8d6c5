import Foundation
import TestSupport
import Testing

/// Folders that are missing when the daemon starts.
@Suite("Folders that are not there")
struct FoldersTests {
    private func run(_ line: CommandLine, _ words: String...) throws -> CommandLine.Outcome {
        try line.run(["run", "--rules", "late.rules", "--once"] + words)
    }

    @Test("are made, which is said")
    func made() throws {
        let line = try CommandLine.withSamples()
        let first = try run(line, "--spool", "spool/", "--state", "state", "--archive", "old")
        #expect(first.code == 0)
        for name in ["spool/", "state", "old"] {
            #expect(first.error.contains("outreachd: made the folder \(name), which was not there\n"), "\(first.error)")
        }
        let second = try run(line, "--spool", "spool", "--state", "state", "--archive", "old")
        #expect(second.code == 0 && !second.error.contains("made the folder"))
    }

    @Test(
        "are not made where the one above is missing too, which may be a slip",
        arguments: [
            ["--spool", "spol/x", "--state", "state"], ["--spool", "spool", "--state", "stat/e/"],
            ["--spool", "spool", "--state", "state", "--archive", "no/where"],
        ])
    func refused(words: [String]) throws {
        let line = try CommandLine.withSamples()
        let outcome = try line.run(["run", "--rules", "late.rules", "--once"] + words)
        #expect(outcome.code == 78)
        #expect(outcome.error.contains("it is not made, for there is no"), "\(outcome.error)")
        #expect(outcome.error.split(separator: "\n").count == 1)
        for name in ["spol", "stat", "no", "spool", "state"] {
            #expect(!FileManager.default.fileExists(atPath: line.folder.path + "/" + name))
        }
    }
}
