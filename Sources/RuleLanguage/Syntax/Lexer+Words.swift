import Events

extension Lexer {
    /// A name, dotted or not, some of its segments perhaps in backticks.
    mutating func word() {
        let start = index
        var text = ""
        var quoted = false
        while true {
            if peek(0) == UInt8(ascii: "`") {
                guard let segment = quotedSegment(from: start) else { return }
                text += segment
                quoted = true
            } else {
                let segmentStart = index
                skipName()
                text += string(segmentStart, index)
                if !isInTest, isUnseenWithinName { return nameWithUnseen(from: start, text) }
            }
            guard peek(0) == UInt8(ascii: ".") else { break }
            guard startsSegment(at: index + 1) else { return danglingDot(from: start, text) }
            text += "."
            index += 1
        }
        let word = Text(text)
        add(.word(word, quoted: quoted), from: start, keyword: quoted ? nil : Keyword.byText[word])
    }

    /// Letters, digits, `_`, `-`, from the current position.
    mutating func skipName() {
        while index < limit {
            let (scalar, length) = Letters.scalar(bytes, at: index)
            guard Letters.continuesName(scalar), index + length <= limit else { return }
            index += length
        }
    }

    /// Whether a character that is not seen stands here, and the name goes on behind it.
    private var isUnseenWithinName: Bool {
        guard index < limit else { return false }
        let (scalar, length) = Letters.scalar(bytes, at: index)
        guard scalar.isUnseen, !Letters.isBlank(scalar), index + length < limit else { return false }
        let next = Letters.scalar(bytes, at: index + length).scalar
        return next == "." || next.isUnseen && !Letters.isBlank(next) || Letters.continuesName(next)
    }

    /// A name that something stands in that is not seen: read without it.
    private mutating func nameWithUnseen(from start: Int, _ begin: String) {
        var text = begin
        var unseen: [Unicode.Scalar] = []
        while index < limit {
            let (scalar, length) = Letters.scalar(bytes, at: index)
            if scalar.isUnseen, !Letters.isBlank(scalar) {
                unseen.append(scalar)
            } else if Letters.continuesName(scalar) || scalar == "." && startsSegment(at: index + 1) {
                text.unicodeScalars.append(scalar)
            } else {
                break
            }
            index += length
        }
        let numbers = unseen.prefix(3).map { "U+" + hexadecimal($0) }.joined(separator: " ")
        addMalformed(
            .unexpectedCharacter, "\(numbers) stands in the word `\(text)`, and is not seen", from: start,
            suggestion: text, meaning: .word(Text(text), quoted: false))
    }

    private func startsSegment(at position: Int) -> Bool {
        guard position < limit else { return false }
        if bytes[position] == UInt8(ascii: "`") { return true }
        return Letters.startsName(Letters.scalar(bytes, at: position).scalar)
    }

    /// What stands between two backticks; nil if it was malformed, and then the token is made.
    private mutating func quotedSegment(from start: Int) -> String? {
        let open = index
        index += 1
        let contentStart = index
        while index < limit, bytes[index] != UInt8(ascii: "`"), bytes[index] != 0x0a { index += 1 }
        let content = string(contentStart, index)
        if isInTest, peek(0) != UInt8(ascii: "`") || !isName(content) {
            index = contentStart
            addMalformed(
                .badName, "this backtick has no partner, or no name between them", from: start,
                help: "a text that is no name stands in double quotation marks", meaning: nil)
            return nil
        }
        guard peek(0) == UInt8(ascii: "`") else {
            index = contentStart
            skipName()
            let name = string(contentStart, index)
            addMalformed(
                .badName, "this backtick has no partner on its line", from: open,
                help: "a name that is also a word of the language stands between two backticks: `name`",
                meaning: name.isEmpty ? nil : .word(Text(name), quoted: true))
            return nil
        }
        index += 1
        guard isName(content) else {
            addMalformed(
                .badName, "there is no name between these backticks", from: start,
                help: "a name starts with a letter or `_` and goes on with letters, digits, `_`, `-`; it has no blanks",
                meaning: .word(Text(content.isEmpty ? "_" : content), quoted: true))
            return nil
        }
        return content
    }

    private func isName(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.unicodeScalars.first, Letters.startsName(first) else { return false }
            return part.unicodeScalars.allSatisfy(Letters.continuesName)
        }
    }

    /// `order.` and `order..x` and `order.2x`
    private mutating func danglingDot(from start: Int, _ text: String) {
        if peek(1) == UInt8(ascii: "*") {
            index += 2
            return addMalformed(
                .badName, "a name has no `*`", from: start,
                help: "name each event and join them by `or`; to do it once: define",
                meaning: .word(Text(text), quoted: true))
        }
        while peek(0) == UInt8(ascii: ".") || peek(0) == UInt8(ascii: "`") {
            index += 1
            skipName()
        }
        addMalformed(
            .badName, "`\(string(start, index))` is not a name", from: start,
            help: "a dot joins two names without blanks, and each of them starts with a letter or `_`",
            meaning: .word(Text(text), quoted: true))
    }
}
