public import Events

/// A rule file as it was read: where it came from and its text.
public struct Source: Hashable, Sendable {
    /// As diagnostics show it.
    public let path: String
    /// UTF-8. Positions count its bytes.
    public let bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

/// A stretch of a source: bytes `start ..< end` of the file with index `file` in the compilation.
public struct SourceRange: Hashable, Sendable {
    public var file: Int
    public var start: Int
    public var end: Int

    public init(file: Int, start: Int, end: Int) {
        self.file = file
        self.start = start
        self.end = end
    }

    /// From the start of this to the end of `other`.
    public func joined(_ other: SourceRange) -> SourceRange {
        SourceRange(file: file, start: Swift.min(start, other.start), end: Swift.max(end, other.end))
    }
}

/// A word of the source, without the backticks that it may have had.
public struct Name: Hashable, Sendable {
    public let text: Text
    public let range: SourceRange

    public init(_ text: Text, _ range: SourceRange) {
        self.text = text
        self.range = range
    }

    /// Whether it stands where a name could not be read; the mistake is reported already.
    public var isInvalid: Bool { text.string.utf8.isEmpty }
    /// The parts of a dotted name.
    public var parts: [Text] {
        text.string.split(separator: ".", omittingEmptySubsequences: false).map { Text(String($0)) }
    }
    public var isDotted: Bool { text.string.utf8.contains(UInt8(ascii: ".")) }
}
