import Events

/// Prints logical lines, cuts those that are too long, and puts the comments back among them.
struct LinePrinter {
    let bytes: [UInt8]
    let comments: [Comment]
    private(set) var text = ""
    private var nextComment = 0
    /// How many characters of the current line are printed; 0 between lines.
    private var column = 0
    /// Where the last word or comment printed ends in the source.
    private var lastEnd = 0
    private var hasPrinted = false
    private var lastLine: LogicalLine?

    /// Lines longer than this are cut where they may be.
    static let longest = 100

    init(bytes: [UInt8], comments: [Comment]) {
        self.bytes = bytes
        self.comments = comments
    }

    mutating func print(_ line: LogicalLine) {
        guard let first = line.atoms.first else { return }
        let beginsDeclaration = !line.isInner
        if beginsDeclaration { commentsOfLast(before: first.start) }
        // Rules and tests stand apart; so does what follows them.
        var apart = beginsDeclaration && (line.isSetApart || lastLine?.isSetApart ?? false)
        while let comment = comment(before: first.start) {
            let trails = isTrailing(comment)
            printOwnLine(comment, indent: line.indent, blank: apart, keepsBlanks: !line.followsHead)
            if !trails { apart = false }
        }
        startLine(indent: line.indent, blank: apart, keepsBlanks: !line.followsHead, at: first.start)
        body(line)
        text += "\n"
        column = 0
        hasPrinted = true
        lastLine = line
    }

    mutating func finish() {
        commentsOfLast(before: bytes.count)
        while let comment = comment(before: bytes.count) {
            printOwnLine(comment, indent: 0, blank: false, keepsBlanks: true)
        }
    }

    // MARK: Words

    private mutating func body(_ line: LogicalLine) {
        var isStart = true
        for (index, atom) in line.atoms.enumerated() {
            if index > 0 {
                while let comment = comment(before: atom.start) {
                    if isTrailing(comment) && column > 0 {
                        text += "  " + comment.written
                    } else {
                        if column > 0 { text += "\n" }
                        text += String(repeating: " ", count: line.continuation) + comment.written
                    }
                    text += "\n"
                    column = 0
                    lastEnd = comment.range.end
                }
                if column == 0 {
                    indent(line.continuation)
                    isStart = true
                } else if let depth = atom.breakDepth, !isStart,
                    column + atom.gap + chunk(line.atoms[index...], depth) > LinePrinter.longest
                {
                    text += "\n"
                    indent(line.continuation)
                    isStart = true
                }
            }
            if index > 0, !isStart {
                text += String(repeating: " ", count: atom.gap)
                column += atom.gap
            }
            text += atom.text
            column += atom.text.unicodeScalars.count
            lastEnd = atom.end
            isStart = false
        }
    }

    /// How long the words are up to the next place where the line rather ends; no more than is needed to know that
    /// they are too long.
    private func chunk(_ atoms: ArraySlice<Atom>, _ depth: Int) -> Int {
        var length = 0
        for (offset, atom) in atoms.enumerated() {
            if offset > 0 {
                if let other = atom.breakDepth, other <= depth { break }
                length += atom.gap
            }
            length += atom.text.unicodeScalars.count
            if length > LinePrinter.longest { break }
        }
        return length
    }

    private mutating func indent(_ count: Int) {
        text += String(repeating: " ", count: count)
        column = count
    }

    private mutating func startLine(indent count: Int, blank: Bool, keepsBlanks: Bool, at start: Int) {
        if hasPrinted, blank || (keepsBlanks && SourceLines.hasBlankLine(bytes, from: lastEnd, to: start)) {
            text += "\n"
        }
        indent(count)
    }

    // MARK: Comments

    private mutating func comment(before place: Int) -> Comment? {
        guard nextComment < comments.count, comments[nextComment].range.start < place else { return nil }
        defer { nextComment += 1 }
        return comments[nextComment]
    }

    /// Whether it stands on the line of the word printed last.
    private func isTrailing(_ comment: Comment) -> Bool {
        hasPrinted || column > 0
            ? !bytes[lastEnd..<comment.range.start].contains(0x0a)
            : false
    }

    /// A comment before a line, or at the end of the line before.
    private mutating func printOwnLine(_ comment: Comment, indent count: Int, blank: Bool, keepsBlanks: Bool) {
        if isTrailing(comment) {
            text.removeLast()
            text += "  " + comment.written + "\n"
        } else {
            startLine(indent: count, blank: blank, keepsBlanks: keepsBlanks, at: comment.range.start)
            text += comment.written + "\n"
            column = 0
        }
        lastEnd = comment.range.end
        hasPrinted = true
    }

    /// The comments behind a declaration that belong to it: on its last line, and indented ones directly below.
    private mutating func commentsOfLast(before place: Int) {
        guard lastLine != nil else { return }
        while nextComment < comments.count {
            let comment = comments[nextComment]
            guard comment.range.start < place else { return }
            let isBelow =
                SourceLines.isIndented(bytes, comment.range.start)
                && !SourceLines.hasBlankLine(bytes, from: lastEnd, to: comment.range.start)
            guard isTrailing(comment) || isBelow else { return }
            nextComment += 1
            printOwnLine(comment, indent: 2, blank: false, keepsBlanks: false)
        }
    }
}

extension Comment {
    /// Without blanks at its end.
    fileprivate var written: String {
        var end = text.utf8.endIndex
        while end > text.utf8.startIndex {
            let before = text.utf8.index(before: end)
            guard [0x20, 0x09, 0x0d].contains(text.utf8[before]) else { break }
            end = before
        }
        return String(text[..<end])
    }
}
