extension Source {
    /// The place of a byte; one behind the text is its end.
    package func position(of offset: Int) -> LineAndColumn {
        let end = min(max(0, offset), bytes.count)
        let start = startOfLine(at: end)
        let line = 1 + bytes[..<start].count { $0 == UInt8(ascii: "\n") }
        return LineAndColumn(
            line: line, column: 1 + Letters.text(bytes[start..<end]).unicodeScalars.count)
    }

    /// The offset of the first byte of the line that has the byte at `offset`.
    func startOfLine(at offset: Int) -> Int {
        (bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    }

    /// The offset of the line end, or of the end of the text.
    func endOfLine(at offset: Int) -> Int {
        var end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        if end > offset, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return end
    }
}
