package import Events

/// A word of the source, without the backticks that it may have had.
package struct Name: Hashable, Sendable {
    package let text: Text
    package let range: SourceRange

    package init(_ text: Text, _ range: SourceRange) {
        self.text = text
        self.range = range
    }

    /// Whether it stands where a name could not be read; the mistake is reported already.
    package var isInvalid: Bool { text.string.utf8.isEmpty }
    /// The parts of a dotted name.
    package var parts: [Text] {
        text.string.split(separator: ".", omittingEmptySubsequences: false).map { Text(String($0)) }
    }
    package var isDotted: Bool { text.string.utf8.contains(UInt8(ascii: ".")) }
}
