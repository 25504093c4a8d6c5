extension Text {
    /// Whether it begins with a text, by bytes.
    package func hasPrefix(_ prefix: Text) -> Bool {
        withBytes { bytes in prefix.withBytes { bytes.starts(with: $0) } }
    }
}
