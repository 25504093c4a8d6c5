import Foundation
import TestSupport

/// A fenced block of a page of the language guide, or a hidden command between two of them.
struct GuideBlock: Sendable, CustomStringConvertible {
    enum Kind: Hashable, Sendable {
        /// A complete program.
        case program
        /// Declarations, clauses or conditions, as they stand between the shipped rules.
        case fragment
        /// To be written to a file of the tutorial, or added to its end.
        case file(name: String, adds: Bool)
        /// Commands and what they print.
        case console
        /// Commands for another place than the folder of the tutorial, which nothing runs.
        case elsewhere
        /// `<!-- run: … -->`: what a reader does by hand.
        case hidden
    }
    var kind: Kind
    var text: String
    /// The page, and its line where the text begins.
    var page: String
    var line: Int

    /// Each is walked by itself.
    static let pages = ["rules/README.md", "rules/WEBHOOKS.md", "rules/BACKTEST.md"]

    var description: String { "\(page):\(line)" }
    var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// All blocks of the guide, in its order.
    static func all() throws -> [GuideBlock] { try pages.flatMap { try all(on: $0) } }

    /// All blocks of a page, in its order.
    static func all(on page: String) throws -> [GuideBlock] {
        let guide = try Checkout.text(page)
        var blocks: [GuideBlock] = []
        var open: (info: String, line: Int, lines: [String])?
        for (index, line) in guide.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let block = open {
                if line == "```" {
                    blocks.append(
                        GuideBlock(
                            kind: try kind(block.info, block.line), text: block.lines.joined(separator: "\n"),
                            page: page, line: block.line))
                    open = nil
                } else {
                    open?.lines.append(String(line))
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), index + 2, [])
            } else if line.hasPrefix("<!-- run: "), line.hasSuffix(" -->") {
                blocks.append(
                    GuideBlock(
                        kind: .hidden, text: String(line.dropFirst(10).dropLast(4)), page: page, line: index + 1))
            }
        }
        return blocks
    }

    static func all(_ kind: Kind) -> [GuideBlock] { ((try? all()) ?? []).filter { $0.kind == kind } }

    /// A block without a mark is one that nothing would run.
    struct Unmarked: Error { var line: Int }

    private static func kind(_ info: String, _ line: Int) throws -> Kind {
        let words = info.split(separator: " ").map(String.init)
        switch (words.first, words.dropFirst().first) {
        case ("rules", nil): return .program
        case ("rules-fragment", nil): return .fragment
        case ("console", nil): return .console
        case ("sh", nil): return .elsewhere
        case ("rules", let name?), ("ndjson", let name?), ("json", let name?), ("python", let name?):
            return .file(name: name.replacing(">>", with: ""), adds: name.hasPrefix(">>"))
        default: throw Unmarked(line: line)
        }
    }
}
