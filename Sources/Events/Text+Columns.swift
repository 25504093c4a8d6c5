/// Text in the columns of a terminal.
extension String {
    /// How many columns of a terminal this text takes: two for a Chinese sign or an emoji, none for an accent that
    /// stands over the letter before it.
    package var columns: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + $1.columns }
    }

    /// Its beginning in at most `width` columns; where something is left out, `…` stands for it.
    package func cut(to width: Int) -> String {
        if columns <= width { return self }
        var taken = 0
        var end = startIndex
        while end < endIndex, taken + self[end].columns < width {
            taken += self[end].columns
            end = index(after: end)
        }
        return width > 0 ? self[..<end] + "…" : ""
    }

    /// Filled up with blanks to `width` columns.
    package func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

    /// This text in lines of at most `width` columns, broken at blanks, the second and further ones behind `indent`
    /// blanks; at least one line.
    ///
    /// - Parameter breakingWords: whether a word that is longer than a line goes on in the next. If not, it has a line for
    ///   itself, and can be copied: a path.
    package func wrapped(to width: Int, indent: Int = 0, breakingWords: Bool) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var width = max(width, 1)
        var lines: [String] = []
        var room = -1
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            var rest = String(word)
            if rest.columns < room {
                lines[lines.count - 1] += " " + rest
                room -= rest.columns + 1
                continue
            }
            func begin(_ text: String) {
                lines.append(lines.isEmpty ? text : margin + text)
                room = width - text.columns
                if lines.count == 1 { width = max(width - indent, 1) }
            }
            while breakingWords, rest.columns > width {
                // Where a sign takes two columns half as many of them fit.
                let piece = rest.prefix(rest.columns == rest.count ? width : max(1, width / 2))
                begin(String(piece))
                rest = String(rest.dropFirst(piece.count))
            }
            begin(rest)
        }
        return lines
    }

    /// The same behind what stands before the text, under which the further lines are blank: `width` holds for all of it.
    package func wrapped(after lead: String, width: Int) -> [String] {
        wrapped(to: max(20, width - lead.columns), breakingWords: true).enumerated().map { place, line in
            (place == 0 ? lead : String(repeating: " ", count: lead.columns)) + line
        }
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
