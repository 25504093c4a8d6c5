import Events

extension DiagnosticKind {
    static let ofDisguises = [directionControl, mixedScript]

    static let directionControl = DiagnosticKind(
        "direction-control",
        "A character that is not seen turns the direction of what stands behind it, so that people read other words than "
            + "outreachd does.",
        severity: .warning,
        wrong: "rule late \"Late\u{202e}\" when delivery.delayed task recovery to care say \"Call.\"",
        change: "\u{202e}",
        to: "")
    static let mixedScript = DiagnosticKind(
        "mixed-script", "A word has letters of several scripts that look alike, so it is another than it seems.",
        severity: .warning, wrong: "define c\u{43e}ntact_made = contact", change: "c\u{43e}ntact", to: "contact")
}

/// Text that people read otherwise than it is: what turns the direction of writing, what is not seen, words of letters of
/// several scripts.
extension Checker {
    mutating func suspectDisguises(_ files: [SyntaxFile]) {
        for (file, source) in sources.enumerated()
        where source.kind == .rules && source.bytes.contains(where: { $0 >= 0x80 }) {
            guard file < files.count, FileForm(source.bytes, firstInvalidByte: nil).mistake == nil else { continue }
            suspectUnseen(in: source.bytes, file, comments: files[file].comments)
            suspectMixedWords(in: source.bytes, file)
        }
    }

    private mutating func suspectUnseen(in bytes: [UInt8], _ file: Int, comments: [Comment]) {
        var before: Unicode.Scalar?
        // A byte order mark stands at the beginning.
        var at = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        while at < bytes.count {
            let (scalar, length) = Letters.scalar(bytes, at: at)
            let next = at + length < bytes.count ? Letters.scalar(bytes, at: at + length).scalar : nil
            let isFirst = before.map { !$0.isUnseen || $0.value < 0x80 } ?? true
            let place = SourceRange(file: file, start: at, end: isFirst ? endOfUnseen(bytes, at) : at + length)
            if scalar.turnsDirection {
                report(
                    .directionControl, "U+\(hexadecimal(scalar)) turns the direction of what is read behind it",
                    at: SourceRange(file: file, start: at, end: at + length),
                    help: "leave it out; in a text that needs it, write it by its number: \\u{\(hexadecimal(scalar))}",
                    suggestion: "")
            } else if scalar.value >= 0x80, scalar.isUnseen, isFirst, !scalar.isNeeded(between: before, and: next),
                !isTold(place), !comments.contains(where: { $0.range.start <= at && at < $0.range.end })
            {
                report(
                    .unseenCharacter, "U+\(hexadecimal(scalar)) stands here and is not seen", at: place,
                    help: "leave it out; where it is meant, write it by its number: \\u{\(hexadecimal(scalar))}",
                    suggestion: "")
            }
            before = scalar
            at += length
        }
    }

    /// Several characters in a row that are not seen are one mistake.
    private func endOfUnseen(_ bytes: [UInt8], _ start: Int) -> Int {
        var at = start
        while at < bytes.count {
            let (scalar, length) = Letters.scalar(bytes, at: at)
            guard scalar.isUnseen, scalar.value >= 0x80 else { break }
            at += length
        }
        return at
    }

    /// Whether the text around was reported as one with a character that is not seen.
    private func isTold(_ place: SourceRange) -> Bool {
        reports.unseenTexts.contains { $0.file == place.file && $0.start <= place.start && place.end <= $0.end }
    }

    private mutating func suspectMixedWords(in bytes: [UInt8], _ file: Int) {
        for token in Lexer.tokens(of: bytes, file: file).tokens {
            guard case .word(let text, _) = token.kind, text.string.utf8.contains(where: { $0 >= 0x80 }) else {
                continue
            }
            for part in text.string.split(separator: ".") {
                var first: [Script: Unicode.Scalar] = [:]
                for scalar in part.unicodeScalars {
                    if let script = Script(scalar), first[script] == nil { first[script] = scalar }
                }
                guard first.count > 1 else { continue }
                let letters = first.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    "\($0.key.rawValue) `\($0.value)` (U+\(hexadecimal($0.value)))"
                }
                let latin = Text(part.description).lookingLatin.string
                let isDisguised = latin.utf8.allSatisfy { $0 < 0x80 }
                report(
                    .mixedScript, "`\(part)` has letters of several scripts: \(letters.joined(separator: ", "))",
                    at: SourceRange(file: file, start: token.start, end: token.end),
                    help: "letters that look alike are not the same; write the word in one script",
                    suggestion: isDisguised ? Text(text.string).lookingLatin.string : nil)
            }
        }
    }
}

/// The scripts that have letters which look like those of another.
private enum Script: String, Hashable {
    case armenian = "Armenian"
    case cherokee = "Cherokee"
    case cyrillic = "Cyrillic"
    case greek = "Greek"
    case latin = "Latin"

    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5a, 0x61...0x7a, 0xc0...0xd6, 0xd8...0xf6, 0xf8...0x24f, 0x1e00...0x1eff, 0x2c60...0x2c7f,
            0xff21...0xff3a, 0xff41...0xff5a:
            self = .latin
        case 0x370...0x3ff, 0x1f00...0x1fff: self = .greek
        case 0x400...0x52f, 0x1c80...0x1c8f, 0xa640...0xa69f: self = .cyrillic
        case 0x531...0x588: self = .armenian
        case 0x13a0...0x13ff, 0xab70...0xabbf: self = .cherokee
        default: return nil
        }
    }
}

extension Text {
    /// The same with each letter that looks like a Latin one as that one.
    var lookingLatin: Text {
        var result = String.UnicodeScalarView()
        for scalar in string.unicodeScalars { result.append(Text.lookalikes[scalar] ?? scalar) }
        return Text(String(result))
    }

    private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs: [(String, String)] = [
            (
                "\u{430}\u{435}\u{43e}\u{440}\u{441}\u{443}\u{445}\u{456}\u{458}\u{455}\u{4bb}\u{501}\u{51b}\u{51d}",
                "aeopcyxijshdqw"
            ),
            (
                "\u{410}\u{412}\u{415}\u{41a}\u{41c}\u{41d}\u{41e}\u{420}\u{421}\u{422}\u{423}\u{425}\u{406}\u{408}\u{405}",
                "ABEKMHOPCTYXIJS"
            ),
            ("\u{3bf}\u{3b1}\u{3bd}\u{3c1}\u{3c5}\u{3b9}", "oavpui"),
            (
                "\u{391}\u{392}\u{395}\u{396}\u{397}\u{399}\u{39a}\u{39c}\u{39d}\u{39f}\u{3a1}\u{3a4}\u{3a5}\u{3a7}",
                "ABEZHIKMNOPTYX"
            ),
            ("\u{585}\u{57d}\u{570}", "ouh"),
        ]
        var found: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (strange, latin) in pairs {
            for (a, b) in zip(strange.unicodeScalars, latin.unicodeScalars) { found[a] = b }
        }
        return found
    }()
}

extension Unicode.Scalar {
    /// Whether it sets the direction of writing, or ends what one set.
    fileprivate var turnsDirection: Bool {
        switch value {
        case 0x61c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: return true
        default: return false
        }
    }
}
