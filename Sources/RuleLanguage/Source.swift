import Events

/// A rule file as it was read: where it came from and its text.
package struct Source: Hashable, Sendable {
    /// As diagnostics show it.
    package let path: String
    /// UTF-8. Positions count its bytes.
    package let bytes: [UInt8]
    /// How many lines and letters there are before every so many bytes, so that a place is found from the nearest one.
    let marks: [PlaceMark]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        marks = PlaceMark.marks(of: bytes)
    }

    package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

    package static func == (a: Source, b: Source) -> Bool { a.path == b.path && a.bytes == b.bytes }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(path)
        hasher.combine(bytes)
    }
}
