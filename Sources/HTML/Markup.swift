/// A piece of HTML, in the making.
///
/// What a program has written itself goes in as it stands, and is a `StaticString`, which nobody can make of data; every
/// `String` is escaped. So whatever a customer is called, a page stays the page that was meant.
///
/// Escaping works byte by byte: `& < > " '` become references, which is enough for text and for a quoted attribute
/// alike (HTML Living Standard, 13.1.2.3 and 13.3), and control characters that HTML forbids become U+FFFD. All bytes of
/// a character beyond ASCII are 0x80 or above in UTF-8, so that none is taken for one of these.
package struct Markup: Sendable {
    /// UTF-8.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Appends what stands in the source of the program, unescaped.
    package mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends text, escaped.
    package mutating func text(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "\""): raw("&quot;")
            case UInt8(ascii: "'"): raw("&#39;")
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"): bytes.append(byte)
            case 0..<0x20, 0x7F: raw("\u{FFFD}")
            default: bytes.append(byte)
            }
        }
    }

    /// Appends a whole number, in digits.
    package mutating func number(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    /// Appends another piece.
    package mutating func append(_ piece: Markup) { bytes.append(contentsOf: piece.bytes) }

    /// Appends an element, and within it what `body` appends.
    package mutating func element(
        _ name: ElementName, _ attributes: [Attribute] = [], _ body: (inout Markup) -> Void
    ) {
        open(name, attributes)
        body(&self)
        raw("</")
        name.write(to: &self)
        raw(">")
    }

    /// Appends an element that holds a text.
    package mutating func element(_ name: ElementName, _ attributes: [Attribute] = [], text: String) {
        element(name, attributes) { $0.text(text) }
    }

    /// Appends an element that holds nothing. Such elements of HTML have no end tag (13.1.2); those of SVG are closed.
    package mutating func empty(_ name: ElementName, _ attributes: [Attribute] = []) {
        guard name.isVoid else { return element(name, attributes) { _ in } }
        open(name, attributes)
    }

    private mutating func open(_ name: ElementName, _ attributes: [Attribute]) {
        raw("<")
        name.write(to: &self)
        for attribute in attributes { attribute.write(to: &self) }
        raw(">")
    }

    /// Appends a name of the program's own: letters, digits and `-`.
    mutating func word(_ word: String) { bytes.append(contentsOf: word.utf8) }
}
