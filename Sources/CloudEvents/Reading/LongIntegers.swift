/// Rewrites a text that simdjson refuses for a number; nil if a number in it is not written as RFC 8259 says, or one
/// stands for a key.
func withoutLongIntegers(_ text: UnsafeRawBufferPointer) -> Rewritten? {
    var result = Rewritten()
    result.text.reserveCapacity(text.count + 16)
    var strings = 0
    var at = 0
    while at < text.count {
        let byte = text[at]
        switch byte {
        case UInt8(ascii: "\""):
            let end = min(endOfString(text, at), text.count)
            result.text.append(contentsOf: text[at..<end])
            strings += 1
            at = end
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            var end = at + 1
            while end < text.count, !isDelimiter(text[end]) { end += 1 }
            let number = UnsafeRawBufferPointer(rebasing: text[at..<end])
            guard let isInteger = jsonNumber(number), !isKey(text, end) else { return nil }
            if isInteger, number.count >= 19 {
                result.text.append(UInt8(ascii: "\""))
                result.text.append(contentsOf: number)
                result.text.append(UInt8(ascii: "\""))
                result.longIntegers.append(strings)
                strings += 1
            } else if isOutOfRange(number) {
                result.text.append(UInt8(ascii: "0"))
                result.hasNumberOutOfRange = true
            } else {
                result.text.append(contentsOf: number)
            }
            at = end
        default:
            result.text.append(byte)
            at += 1
        }
    }
    return result
}

extension JSONNode {
    /// Makes numbers of the strings of a document that stand for such.
    /// - Parameters:
    ///   - tape: of the document, from its root on.
    ///   - places: as `Rewritten` has them.
    static func markLongIntegers(on tape: UnsafeMutablePointer<UInt64>, _ places: [Int]) {
        let string = UInt64(UInt8(ascii: "\"")) << 56
        let end = Int(tape[0] & 0x00ff_ffff_ffff_ffff)
        var strings = 0
        var next = 0
        var at = 1
        while at < end, next < places.count {
            switch UInt8(truncatingIfNeeded: tape[at] >> 56) {
            case UInt8(ascii: "\""):
                if strings == places[next] {
                    tape[at] = tape[at] ^ string | UInt64(JSONNode.long) << 56
                    next += 1
                }
                strings += 1
            case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): at += 1
            default: break
            }
            at += 1
        }
    }
}

/// Whether a colon follows: what stands before it is no value.
private func isKey(_ text: UnsafeRawBufferPointer, _ end: Int) -> Bool {
    var at = end
    while at < text.count, isSpace(text[at]) { at += 1 }
    return at < text.count && text[at] == UInt8(ascii: ":")
}

private func isOutOfRange(_ number: UnsafeRawBufferPointer) -> Bool {
    let value = Double(String(decoding: number, as: UTF8.self))
    return value.map { !$0.isFinite } ?? true
}

/// Where the string that starts with the quote at `start` ends: behind its closing quote, or at the end of the text.
func endOfString(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var at = start + 1
    while at < text.count {
        switch text[at] {
        case UInt8(ascii: "\""): return at + 1
        case UInt8(ascii: "\\"): at += 2
        default: at += 1
        }
    }
    return text.count
}

/// Whether a byte ends a number.
private func isDelimiter(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
        || byte == UInt8(ascii: ":")
}

/// RFC 8259, section 6: nil if this is no number, else whether it is without fraction and exponent.
private func jsonNumber(_ text: UnsafeRawBufferPointer) -> Bool? {
    var at = 0
    func digits() -> Int {
        let start = at
        while at < text.count, text[at] >= UInt8(ascii: "0"), text[at] <= UInt8(ascii: "9") { at += 1 }
        return at - start
    }
    if text[0] == UInt8(ascii: "-") { at = 1 }
    let startsWithZero = at < text.count && text[at] == UInt8(ascii: "0")
    let whole = digits()
    if whole == 0 || (startsWithZero && whole > 1) { return nil }
    if at == text.count { return true }
    if text[at] == UInt8(ascii: ".") {
        at += 1
        if digits() == 0 { return nil }
    }
    if at < text.count, text[at] == UInt8(ascii: "e") || text[at] == UInt8(ascii: "E") {
        at += 1
        if at < text.count, text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") { at += 1 }
        if digits() == 0 { return nil }
    }
    return at == text.count ? false : nil
}
