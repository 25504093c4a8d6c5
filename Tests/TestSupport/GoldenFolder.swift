import Foundation

/// A folder of rule files, and beside each `NAME.rules` a `NAME.expected` with what is said of it.
package struct GoldenFolder: Sendable {
    private let folder: String
    /// Of the rule files, without the ending, sorted.
    package let names: [String]

    /// - Parameter name: of the folder, below `Tests`: `DispatchTests/Explained`.
    package init(_ name: String) {
        folder = "Tests/" + name + "/"
        names = ((try? FileManager.default.contentsOfDirectory(atPath: Checkout.path(folder))) ?? [])
            .filter { $0.hasSuffix(".rules") }.map { String($0.dropLast(".rules".count)) }.sorted()
    }

    /// The text of a rule file.
    package func rules(_ name: String) throws -> String { try Checkout.text(folder + name + ".rules") }

    /// The text of another file beside the rules; nil if there is none.
    package func text(of file: String) -> String? { try? Checkout.text(folder + file) }

    /// What is to be said of a rule file; with `RECORD=1` what is said now is written down first.
    package func expected(_ name: String, recording said: String) throws -> String {
        try Checkout.expected(folder + name + ".expected", recording: said)
    }
}
