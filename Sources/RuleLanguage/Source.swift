import Events

/// A file of the rules as it was read: where it came from and its text.
package struct Source: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case rules
        /// The CSV file of a table.
        case table
        /// That of a table, which could not be read: why, for a person.
        case unreadable(String)
    }

    package let kind: Kind
    /// As diagnostics show it.
    package let path: String
    /// UTF-8. Positions count its bytes.
    package let bytes: [UInt8]
    /// How many lines and letters there are before every so many bytes, so that a place is found from the nearest one.
    let marks: [PlaceMark]

    package init(path: String, bytes: [UInt8], kind: Kind = .rules) {
        self.kind = kind
        self.path = path
        self.bytes = bytes
        marks = PlaceMark.marks(of: bytes)
    }

    package init(path: String, text: String, kind: Kind = .rules) {
        self.init(path: path, bytes: Array(text.utf8), kind: kind)
    }

    package static func == (a: Source, b: Source) -> Bool {
        a.path == b.path && a.kind == b.kind && a.bytes == b.bytes
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(path)
        hasher.combine(bytes)
    }
}
