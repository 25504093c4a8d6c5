/// Text in the columns of a terminal.
extension String {
    /// How many columns of a terminal this text takes: two for a Chinese sign or an emoji, none for an accent that
    /// stands over the letter before it.
    package var columns: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + $1.columns }
    }

    /// This text in lines of at most `width` columns, broken at blanks, the second and further ones behind `indent`
    /// blanks. A word that is longer has a line for itself.
    package func wrapped(to width: Int, indent: Int = 0) -> String {
        var lines: [String] = []
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            if let last = lines.last, last.columns + 1 + String(word).columns <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append((lines.isEmpty ? "" : String(repeating: " ", count: indent)) + word)
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension Character {
    package var columns: Int {
        // An emoji that is made of several, or asked for as a picture.
        if unicodeScalars.contains("\u{fe0f}") { return 2 }
        return unicodeScalars.reduce(0) { max($0, $1.columns) }
    }
}

extension Unicode.Scalar {
    fileprivate var columns: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// The blocks of East Asian writing (Unicode Standard Annex 11, "W" and "F"), in broad strokes.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x4dbf, 0x4e00...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3,
        0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6, 0x20000...0x3fffd,
    ]
}
