/// Finds the shape of a file of events, and refuses one that is not JSON at all.
func opened(_ file: FileText, _ format: InputFormat, _ parser: JSONParser) throws(FileRejection) -> EventCursor {
    try file.withBytes { (bytes) throws(FileRejection) in
        EventCursor(file: file, shape: try shape(of: bytes, format, parser))
    }
}

private func shape(
    of bytes: UnsafeRawBufferPointer, _ format: InputFormat, _ parser: JSONParser
) throws(FileRejection) -> EventCursor.Shape {
    // A byte order mark of UTF-8 says nothing and is skipped.
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    if isUTF16(bytes) {
        throw FileRejection(code: .notUTF8, detail: "The file is UTF-16 or UTF-32, but events are UTF-8.")
    }
    switch format {
    case .json: return try openDocument(bytes, start, parser)
    case .ndjson: return try openLines(bytes, start, parser)
    case .sniff:
        let first = firstByte(bytes, start)
        if first.at < bytes.count, bytes[first.at] == UInt8(ascii: "[") || isOneObject(bytes, first.at, parser) {
            return try openDocument(bytes, start, parser)
        }
        return try openLines(bytes, start, parser)
    }
}

private func openDocument(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ parser: JSONParser) throws(FileRejection)
    -> EventCursor.Shape
{
    let (first, line) = firstByte(bytes, start)
    guard first < bytes.count else { throw FileRejection(code: .notJSON, detail: "The file is empty.") }
    if bytes[first] == UInt8(ascii: "[") {
        let shape = EventCursor.Shape.elements(ElementScanner(start: first + 1, line: line))
        try checkEnds(bytes, shape)
        return shape
    }
    var end = bytes.count
    while isSpace(bytes[end - 1]) { end -= 1 }
    if let error = jsonError(bytes, first..<end, parser), !error.isWellFormed {
        throw notJSON("The file", error, hint: hint(bytes, first, end))
    }
    return .single(first..<end, line: line)
}

/// All of an array is looked at before any of it counts: one that breaks off is no document, and of one in which the end
/// of an element cannot be found nobody knows where the next begins.
private func checkEnds(_ text: UnsafeRawBufferPointer, _ start: EventCursor.Shape) throws(FileRejection) {
    var shape = start
    while try shape.next(text) != nil {}
}

private func openLines(
    _ text: UnsafeRawBufferPointer, _ start: Int, _ parser: JSONParser
) throws(FileRejection) -> EventCursor.Shape {
    let shape = EventCursor.Shape.lines(at: start, line: 1)
    var trial = shape
    var first: JSONError?
    // Lines never throw: only an array can be broken.
    while let piece = try? trial.next(text) {
        guard let error = jsonError(text, piece.range, parser) else { return shape }
        if error.isWellFormed { return shape }
        if first == nil { first = error }
    }
    if let first { throw notJSON("No line of the file is JSON: the first", first, hint: "") }
    return shape
}

/// Whether the whole is one object that stands on several lines or on one.
private func isOneObject(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ parser: JSONParser) -> Bool {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{"),
        let end = endOfValue(bytes, start), firstByte(bytes, end).at == bytes.count
    else { return false }
    guard let error = jsonError(bytes, start..<end, parser) else { return true }
    return error.isWellFormed
}

private func jsonError(_ text: UnsafeRawBufferPointer, _ range: Range<Int>, _ parser: JSONParser) -> JSONError? {
    parser.parse(text, range) { result in
        if case .failure(let error) = result { return error }
        return nil
    }
}

/// The first byte that is no white space, and its line from 1; the end if there is none.
private func firstByte(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (at: Int, line: Int) {
    var at = start
    var line = 1
    while at < bytes.count, isSpace(bytes[at]) {
        if bytes[at] == UInt8(ascii: "\n") { line += 1 }
        at += 1
    }
    return (at, line)
}

private func hint(_ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> String {
    guard text[start] == UInt8(ascii: "{"), let firstEnd = endOfValue(text, start), firstEnd < end else { return "" }
    return " If it has one event a line, its name must end in .ndjson or .jsonl."
}

private func notJSON(_ subject: String, _ error: JSONError, hint: String) -> FileRejection {
    FileRejection(code: error == .utf8 ? .notUTF8 : .notJSON, detail: "\(subject) \(error.sentence).\(hint)")
}

/// By its byte order mark, or by the NUL that an ASCII character has beside it in UTF-16 and UTF-32.
private func isUTF16(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 2 else { return false }
    if (bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff) { return true }
    return (bytes[0] == 0) != (bytes[1] == 0)
}
