import Events

/// A line of a source as a diagnostic shows it: what is not seen by its number, in a room of so many columns, with a
/// caret under the exact words.
struct QuotedLine {
    private var before: String
    private var marked: String
    private var after: String

    /// - Parameters:
    ///   - range: the words to mark; over several lines, to the end of the first.
    ///   - width: the columns there are.
    init(_ source: Source, _ range: SourceRange, width: Int) {
        let start = min(max(0, range.start), source.bytes.count)
        // No more is looked at than could be shown; a letter has at most four bytes.
        let farthest = 4 * width
        let first = source.startOfLine(at: start, notBefore: max(0, start - farthest))
        let isCut = first > 0 && source.bytes[first - 1] != UInt8(ascii: "\n")
        let lineEnd = source.endOfLine(at: start, notBehind: min(source.bytes.count, start + 2 * farthest))
        let end = min(max(range.end, start), lineEnd)
        func shown(_ bytes: Range<Int>) -> String { Letters.text(source.bytes[bytes]).printable(keeping: "\t") }
        before = (isCut ? "…" : "") + shown(first..<start)
        marked = shown(start..<min(end, start + farthest))
        after = end <= start + farthest ? shown(end..<min(lineEnd, end + farthest)) : ""
        if before.columns + marked.columns + after.columns > width { cut(to: width) }
    }

    /// Keeps the beginning of the marked words in sight.
    private mutating func cut(to width: Int) {
        before = before.withBlanks
        marked = marked.withBlanks
        after = after.withBlanks
        let room = max(width / 2, width - marked.columns - after.columns)
        if before.columns > room { before = "…" + before.last(room - 1) }
        let rest = width - before.columns
        if marked.columns > rest {
            marked = marked.first(rest - 1)
            after = "…"
        } else if marked.columns + after.columns > rest {
            after = after.first(rest - marked.columns - 1) + "…"
        }
    }

    /// The line, and below it the caret.
    var text: String {
        var caret = ""
        for character in before {
            caret += character == "\t" ? "\t" : String(repeating: " ", count: character.columns)
        }
        caret += "^" + String(repeating: "~", count: max(0, marked.columns - 1))
        return before + marked + after + "\n" + caret
    }
}

extension String {
    /// Each tab as one blank.
    fileprivate var withBlanks: String { replacing("\t", with: " ") }

    /// Its beginning in at most so many columns.
    fileprivate func first(_ width: Int) -> String {
        var taken = 0
        return String(
            prefix { character in
                taken += character.columns
                return taken <= width
            })
    }

    /// Its end in at most so many columns.
    fileprivate func last(_ width: Int) -> String {
        var taken = 0
        var start = endIndex
        while start > startIndex {
            let earlier = index(before: start)
            taken += self[earlier].columns
            if taken > width { break }
            start = earlier
        }
        return String(self[start...])
    }
}
