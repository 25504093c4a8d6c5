package import Events
import Glibc

/// Whether a text is more than one line.
@inline(__always)
func hasLineEnd(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let base = text.baseAddress else { return false }
    return memchr(base, 0x0a, text.count) != nil || memchr(base, 0x0d, text.count) != nil
}

/// A JSON document on one line: as it came if it has no line ends, else without white space.
@inline(__always)
package func oneLine(_ text: UnsafeRawBufferPointer) -> Text {
    let bytes = text.bindMemory(to: UInt8.self)
    if !hasLineEnd(text) { return TextCache.make(bytes) }
    var minified: [UInt8] = []
    minified.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
        if text[at] == UInt8(ascii: "\"") {
            let end = min(endOfString(text, at), text.count)
            minified.append(contentsOf: text[at..<end])
            at = end
        } else {
            if !isSpace(text[at]) { minified.append(text[at]) }
            at += 1
        }
    }
    return minified.withUnsafeBufferPointer { TextCache.make($0) }
}
