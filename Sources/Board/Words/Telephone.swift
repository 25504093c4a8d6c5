/// A telephone number, as people write it.
package enum Telephone {
    /// The number for `tel:` (RFC 3966): a plus sign at the beginning, and digits; nil if the text is none. People write
    /// blanks, hyphens, dots, slashes and brackets between the digits, of which there are 5 to 15 (E.164), and often `(0)`
    /// behind the country.
    package static func number(_ text: String) -> String? {
        var digits = ""
        for character in text.replacing("(0)", with: text.utf8.first == UInt8(ascii: "+") ? "" : "0").unicodeScalars {
            switch character {
            case "0"..."9": digits.unicodeScalars.append(character)
            case "+" where digits.isEmpty: digits = "+"
            case " ", "-", ".", "/", "(", ")", "\u{a0}", "\u{2011}": continue
            default: return nil
            }
        }
        let count = digits.utf8.count(where: { $0 != UInt8(ascii: "+") })
        return (5...15).contains(count) ? digits : nil
    }

    /// Whether a field is called as one that holds a telephone number: `phone`, `mobile`, `contact_phone`, `phoneNumber`.
    package static func isName(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["phone", "mobile", "telephone", "msisdn"].contains { name.contains($0) } || name == "tel"
            || name.hasSuffix(".tel") || name.hasSuffix("_tel")
    }
}
