import Events

/// A stretch of a source: bytes `start ..< end` of the file with index `file` in the compilation.
package struct SourceRange: Hashable, Sendable {
    package var file: Int
    package var start: Int
    package var end: Int

    package init(file: Int, start: Int, end: Int) {
        self.file = file
        self.start = start
        self.end = end
    }

    /// From the start of this to the end of `other`.
    package func joined(_ other: SourceRange) -> SourceRange {
        SourceRange(file: file, start: Swift.min(start, other.start), end: Swift.max(end, other.end))
    }
}
