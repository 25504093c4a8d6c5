/// Text that came from outside, as a terminal and a log may show it.
///
/// A control character moves the cursor, colours, or asks the terminal a question; a format character is not seen and
/// turns the writing round, or makes two names look alike. Each is written as what it is: `U+001B`, `U+202E`.
extension StringProtocol {
    /// This text on one line, with every control character, line separator and invisible character as `U+XXXX`.
    ///
    /// What letters and pictures need stays: a joiner between two letters of a script that has joiners, or between two
    /// emoji, and the selector behind an emoji.
    package var printable: String { printable(keeping: nil) }

    /// The same, with one character left as it is: the tab of a line that is quoted, say.
    package func printable(keeping kept: Unicode.Scalar?) -> String {
        let scalars = unicodeScalars
        guard scalars.contains(where: { $0.isUnseen && $0 != kept }) else { return String(self) }
        var result = String.UnicodeScalarView()
        var before: Unicode.Scalar?
        for place in scalars.indices {
            let scalar = scalars[place]
            let next = scalars.index(after: place)
            let after = next < scalars.endIndex ? scalars[next] : nil
            if scalar == kept || !scalar.isUnseen || scalar.isNeeded(between: before, and: after) {
                result.append(scalar)
            } else {
                result.append(contentsOf: scalar.name.unicodeScalars)
            }
            before = scalar
        }
        return String(result)
    }

    /// What came from outside, as one line that can be shown and is not without end: at most `length` characters of it.
    package func shown(upTo length: Int) -> String {
        let scalars = unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: length, limitedBy: scalars.endIndex),
            end != scalars.endIndex
        else { return printable }
        return self[..<end].printable + "…"
    }
}

extension Text {
    /// This text on one line, with every control character, line separator and invisible character as `U+XXXX`.
    package var printable: String { string.printable }
}

extension Unicode.Scalar {
    /// Whether it is a control character, ends a line, or is not seen though it is there.
    package var isUnseen: Bool {
        if value < 0x7f { return value < 0x20 }
        if value < 0xad { return value < 0xa0 }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return properties.isDefaultIgnorableCodePoint
        }
    }

    /// `U+001B`: at least four digits.
    fileprivate var name: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Whether it is unseen and yet part of how its neighbours are written.
    package func isNeeded(between before: Unicode.Scalar?, and after: Unicode.Scalar?) -> Bool {
        guard let before else { return false }
        switch value {
        // ZERO WIDTH NON-JOINER and JOINER, as Persian, Hindi and families of emoji have them.
        case 0x200c, 0x200d:
            guard let after else { return false }
            return before.hasJoiners && after.hasJoiners || value == 0x200d && before.isPicture && after.isPicture
        // VARIATION SELECTOR-15 and -16: an emoji as text, and as a picture.
        case 0xfe0e, 0xfe0f: return before.properties.isEmoji
        default: return false
        }
    }

    /// A letter or mark of the scripts from Arabic to Mongolian, whose spelling has joiners.
    private var hasJoiners: Bool {
        (0x0600...0x18af).contains(value) && !isUnseen
            && (properties.isAlphabetic || properties.canonicalCombiningClass.rawValue > 0)
    }

    /// An emoji, or what stands behind one: its selector, its colour of skin.
    private var isPicture: Bool { value == 0xfe0f || value > 0xff && properties.isEmoji }
}
