/// Finds the elements of a JSON array one after the other, without judging what is in them, nor whether anything is:
/// it knows strings, brackets and commas, and takes a fixed amount of memory at any depth.
struct ElementScanner {
    /// The next byte to look at.
    private(set) var at: Int
    /// The line of that byte, from 1.
    private(set) var line: Int
    private var state = State.first

    private enum State { case first, afterComma, closed }

    enum Step {
        case element(Range<Int>, line: Int)
        /// The array is closed and nothing follows it.
        case end
        /// This is no array, or the text breaks off, or something follows it.
        case broken(String)
    }

    /// `start` is the index behind the opening bracket.
    init(start: Int, line: Int) {
        at = start
        self.line = line
    }

    mutating func next(_ text: UnsafeRawBufferPointer) -> Step {
        skipSpace(text)
        if state == .closed {
            return at == text.count ? .end : .broken("line \(line) goes on after the array has ended")
        }
        if state == .first, at < text.count, text[at] == UInt8(ascii: "]") {
            at += 1
            state = .closed
            return next(text)
        }
        let start = at
        let startLine = line
        var end = at
        var depth = 0
        while at < text.count {
            let byte = text[at]
            switch byte {
            case UInt8(ascii: "\""):
                let close = endOfString(text, at)
                // None that is well-formed has a line end in it.
                line += text[at..<close].count { $0 == UInt8(ascii: "\n") }
                at = close
                end = at
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ","), UInt8(ascii: "]"):
                if depth == 0 {
                    at += 1
                    state = byte == UInt8(ascii: ",") ? .afterComma : .closed
                    return .element(start..<end, line: startLine)
                }
                if byte == UInt8(ascii: "]") { depth -= 1 }
            // One that nothing has opened is part of a bad element, which ends like others.
            case UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "\n"): line += 1
            default: break
            }
            at += 1
            if !isSpace(byte) { end = at }
        }
        return .broken("the array that it starts with has no end")
    }

    private mutating func skipSpace(_ text: UnsafeRawBufferPointer) {
        while at < text.count, isSpace(text[at]) {
            if text[at] == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }
    }
}

/// JSON's white space.
@inline(__always)
func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
}

/// Where the value that starts at `start` with a bracket ends: behind the bracket that closes it; nil if none does.
func endOfValue(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var at = start
    var depth = 0
    while at < text.count {
        switch text[at] {
        case UInt8(ascii: "\""):
            at = endOfString(text, at)
            continue
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            if depth <= 0 { return at + 1 }
        default: break
        }
        at += 1
    }
    return nil
}
