import Foundation
import TestSupport
import Testing

/// The optimizer of Swift 6.3 looks into a `package` type of another room only if the type is `@usableFromInline`;
/// `@inlinable` on its members alone is ignored without a word, and generic ones then run unspecialised.
@Suite("What is inlinable")
struct InlinableTests {
    @Test("stands in a type that other rooms' optimizer sees")
    func types() throws {
        let files = try swiftFiles()
        #expect(files.contains { $0.contains("@inlinable") })
        #expect(unseen(in: files) == [])
    }

    @Test("and is told where it does not")
    func told() {
        let bare = "package struct Bare {\n    @inlinable\n    package func twice() -> Int { 2 }\n}\n"
        #expect(unseen(in: [bare]) == ["Bare"])
        #expect(unseen(in: ["@usableFromInline\n" + bare]) == [])
        #expect(
            unseen(in: ["package struct Far {}\n", "extension Far {\n    @inlinable package var one: Int { 1 }\n}\n"])
                == ["Far"])
    }
}

/// The types that have inlinable members and are not to be seen from other modules.
private func unseen(in files: [String]) -> [String] {
    var seen: Set<Substring> = []
    var having: Set<Substring> = []
    for file in files {
        var isUsable = false
        var current: Substring = ""
        for line in file.split(separator: "\n") {
            if line.hasPrefix(" ") {
                if line.contains("@inlinable") { having.insert(current) }
            } else if let type = line.firstMatch(of: /(?:struct|enum|class|extension|protocol) (\w+)/) {
                current = type.1
                if isUsable || line.hasPrefix("public") || line.contains("@usableFromInline") { seen.insert(current) }
            }
            isUsable = line == "@usableFromInline"
        }
    }
    return having.subtracting(seen).map(String.init).sorted()
}

private func swiftFiles() throws -> [String] {
    guard let names = FileManager.default.enumerator(atPath: Checkout.path("Sources")) else { return [] }
    return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
        .map { try Checkout.text("Sources/\($0)") }
}
