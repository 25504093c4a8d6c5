import Foundation
import TestSupport
import Testing

/// The pages for whoever changes something name files, tests and commands.
@Suite("The pages for contributors")
struct ArchitecturePageTests {
    static let pages = ["ARCHITECTURE.md", "CONTRIBUTING.md"]

    @Test("link to files that are there", arguments: pages)
    func links(page: String) throws {
        var count = 0
        for link in try Checkout.text(page).matches(of: /\]\(([^)#]+)\)/) where !link.1.hasPrefix("http") {
            count += 1
            #expect(FileManager.default.fileExists(atPath: Checkout.path(String(link.1))), "\(link.1)")
        }
        #expect(count > 0)
    }

    @Test("name an existing test for each invariant")
    func invariants() throws {
        let lines = try Checkout.text("ARCHITECTURE.md").split(separator: "\n")
            .filter { $0.first?.isNumber == true }
        let names = try testFiles()
        let invariants = lines.drop { !$0.contains("pure function") }
        #expect(invariants.count >= 12)
        for line in invariants {
            let named = line.matches(of: /`([A-Za-z]+(?:Tests|Page))`/).map { String($0.1) }
            #expect(!named.isEmpty, "\(line)")
            for name in named { #expect(names.contains(name + ".swift"), "there is no \(name)") }
        }
    }

    @Test("name commands that are there", arguments: pages)
    func commands(page: String) throws {
        let makefile = try Checkout.text("Makefile")
        for command in try Checkout.text(page).matches(of: /`make ([a-z-]+)/) {
            #expect(makefile.contains("\n\(command.1):"), "there is no make \(command.1)")
        }
    }

    private func testFiles() throws -> Set<String> {
        let names = FileManager.default.enumerator(atPath: Checkout.path("Tests"))?.compactMap { $0 as? String } ?? []
        return Set(names.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
    }
}
