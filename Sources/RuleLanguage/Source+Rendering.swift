extension Source {
    /// The place of a byte; one behind the text is its end.
    package func position(of offset: Int) -> LineAndColumn {
        let end = min(max(0, offset), bytes.count)
        let start = startOfLine(at: end)
        let line = 1 + bytes[..<start].count { $0 == UInt8(ascii: "\n") }
        return LineAndColumn(
            line: line, column: 1 + String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.count)
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

/// A diagnostic for a terminal: `path:line:column: error: message [code]`, the line, a caret under the exact words, and
/// what can be done. Ends with a line end.
///
///     rules/delivery.rules:4:33: error: `delivery.delayed` has no field `dais` [undeclared-field]
///       when delivery.delayed where dais >= 1
///                                   ^~~~
///     help: the fields there are `order` and `days`
///     help: did you mean `days`?
package func render(_ diagnostic: Diagnostic, _ sources: [Source]) -> String {
    let source = sources[diagnostic.range.file]
    let start = min(max(0, diagnostic.range.start), source.bytes.count)
    let place = source.position(of: start)
    let lineStart = source.startOfLine(at: start)
    let lineEnd = source.endOfLine(at: start)
    // A mistake over several lines is marked to the end of the first.
    let end = min(max(diagnostic.range.end, start), max(lineEnd, start))

    let line = String(decoding: source.bytes[lineStart..<max(lineEnd, start)], as: UTF8.self)
    let before = String(decoding: source.bytes[lineStart..<start], as: UTF8.self)
    let marked = String(decoding: source.bytes[start..<end], as: UTF8.self).unicodeScalars.count

    var text = "\(printable(source.path)):\(place.line):\(place.column): \(diagnostic.severity.rawValue): "
    text += "\(printable(diagnostic.message)) [\(diagnostic.code)]\n"
    text += printable(line) + "\n"
    for scalar in before.unicodeScalars { text += scalar == "\t" ? "\t" : " " }
    text += "^" + String(repeating: "~", count: max(0, marked - 1)) + "\n"
    if let help = diagnostic.help { text += "help: \(printable(help))\n" }
    if let suggestion = diagnostic.suggestion { text += "help: did you mean `\(printable(suggestion))`?\n" }
    return text
}

/// Text without the control characters that would move the cursor of a terminal; tabs stay.
private func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        let isControl = scalar.value < 0x20 && scalar != "\t" || (0x7f...0x9f).contains(scalar.value)
        result.unicodeScalars.append(isControl ? "\u{fffd}" : scalar)
    }
    return result
}
