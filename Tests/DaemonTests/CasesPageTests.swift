import Foundation
import Testing
import TestSupport

/// The page of what may go wrong, and that of what may lie on disk, promise a test for each case.
@Suite("The page of cases")
struct CasesPageTests {
    /// What stands in backticks on the pages.
    private func code() throws -> [String] {
        try ["WhatMayGoWrong", "StatesOfAFile"].flatMap { name in
            try Checkout.text("Sources/Daemon/Daemon.docc/\(name).md")
                .split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        }
    }

    /// All files of tests, one behind the other, by the suite that each declares.
    private func suites() throws -> [Substring: String] {
        let tests = Checkout.folder.appending(path: "Tests")
        guard let names = FileManager.default.enumerator(atPath: tests.path) else { return [:] }
        var suites: [Substring: String] = [:]
        for case let name as String in names where name.hasSuffix(".swift") && !name.hasPrefix("Fuzz/") {
            let text = try String(contentsOf: tests.appending(path: name), encoding: .utf8)
            for suite in text.matches(of: /struct ([A-Za-z]+(?:Tests|Page))\b/) {
                // Two rooms may call a suite alike.
                suites[suite.1, default: ""] += text
            }
        }
        return suites
    }

    @Test("Each test that it names is there")
    func tests() throws {
        let suites = try suites()
        var count = 0
        for name in try code() {
            guard let named = name.wholeMatch(of: /([A-Za-z]+(?:Tests|Page))(?:\.([A-Za-z0-9]+))?/) else { continue }
            count += 1
            let text = try #require(suites[named.1], "there is no suite \(named.1)")
            guard let function = named.2 else { continue }
            #expect(text.contains("func \(function)("), "\(named.1) has no \(function)")
        }
        #expect(count > 50)
    }

    @Test("Each command that it names is there")
    func commands() throws {
        let makefile = try Checkout.text("Makefile")
        for name in try code() where name.hasPrefix("make ") {
            #expect(makefile.contains("\n\(name.dropFirst(5)):"), "there is no \(name)")
        }
    }
}
