import Foundation
import TestSupport
import Testing

/// The pages of `--html`: one file each, that needs nothing else to be read.
@Suite("A page of figures")
struct PagesTests {
    @Test(
        "is one file that loads nothing, with what the plots show in words and as tables",
        arguments: [
            (
                "backtest --rules outcomes.rules outcomes.ndjson",
                ["Is the rule any good", "A bad review", "order.progress"]
            ),
            (
                "backtest --rules outcomes.rules --vary patience=1h,4h,3d outcomes.ndjson",
                ["What patience should be", "second half"]
            ),
            ("report --ledger ledger", ["Did it help", "First to know", "not enough data yet"]),
        ])
    func page(command: String, words: [String]) throws {
        let line = try CommandLine.withSamples()
        let outcome = try line.run((command + " --html page.html").split(separator: " ").map(String.init))
        #expect(outcome.code == 0)
        let page = try line.folder.read("page.html")
        for word in words { #expect(page.contains(word), "\(word)") }
        for word in ["<script", " style=", " src=", " href=", "http:", "https:", "url(", "@import", " onclick"] {
            #expect(!page.contains(word), "\(word)")
        }
        let plots = page.components(separatedBy: "<svg").count - 1
        #expect(plots > 0)
        for part in ["<figcaption", "<desc", "<details"] {
            #expect(page.components(separatedBy: part).count - 1 >= plots, "\(part)")
        }
        // Beside it nothing is left.
        #expect(line.folder.names(".").filter { $0.hasPrefix("page") } == ["page.html"])
    }

    @Test("of one rule compares it with nothing, tells nothing twice, and tells times to the second")
    func oneRule() throws {
        let line = try CommandLine.withSamples()
        let command = "backtest --rules outcomes.rules --vary patience=1h,4h --split 2026-03-20T10:00:00.194Z"
        _ = try line.run((command + " outcomes.ndjson --html page.html").split(separator: " ").map(String.init))
        let page = try line.folder.read("page.html")
        #expect(page.contains("the second half begins at 2026-03-20T10:00:00Z."))
        #expect(page.contains("late, unhappy: ") && !page.contains("all recovery, unhappy: "))
        #expect(page.contains("late is right in") && !page.contains("most often"))
    }

    @Test("that cannot be written ends with 73, and the figures are printed all the same")
    func unwritable() throws {
        let line = try CommandLine.withSamples()
        let outcome = try line.run(["report", "--ledger", "ledger", "--html", "gone/page.html"])
        #expect(outcome.code == 73)
        #expect(outcome.output.contains("First to know"))
        #expect(outcome.error.contains("gone/page.html: cannot be written: No such file or directory"))
    }
}
