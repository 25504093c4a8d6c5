import Events

/// A rule file as it was read: where it came from and its text.
package struct Source: Hashable, Sendable {
    /// As diagnostics show it.
    package let path: String
    /// UTF-8. Positions count its bytes.
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
