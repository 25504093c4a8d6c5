extension Source {
    /// The place of a byte; one behind the text is its end.
    package func position(of offset: Int) -> LineAndColumn {
        let end = min(max(0, offset), bytes.count)
        let number = end / PlaceMark.distance
        var mark = marks[number]
        bytes.withUnsafeBufferPointer { mark.move(over: $0[number * PlaceMark.distance..<end]) }
        let earliest = max(0, end - PlaceMark.distance)
        let start = startOfLine(at: end, notBefore: earliest)
        // Behind more of a line than anybody reads the column is that of a text in UTF-8, whatever it is.
        let column =
            start > earliest || start == 0 ? Letters.text(bytes[start..<end]).unicodeScalars.count : mark.column
        return LineAndColumn(line: mark.line + 1, column: column + 1)
    }

    /// The offset of the first byte of the line that has the byte at `offset`, or `earliest` if the line begins before.
    func startOfLine(at offset: Int, notBefore earliest: Int) -> Int {
        var start = offset
        while start > earliest, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    /// The offset of the line end, or of the end of the text; `latest` if the line goes on behind it.
    func endOfLine(at offset: Int, notBehind latest: Int) -> Int {
        var end = offset
        while end < latest, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        let isLineEnd = end == bytes.count || bytes[end] == UInt8(ascii: "\n")
        return isLineEnd && end > offset && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
    }
}
