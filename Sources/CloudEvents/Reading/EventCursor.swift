import Glibc

/// A place in the bytes of a file of events: what is read, and what is still to come. Made by `EventReader.open`.
package struct EventCursor {
    /// The bytes of the file.
    package let file: FileText
    private var shape: Shape

    /// Whether it is one event a line.
    package var isLines: Bool {
        switch shape {
        case .lines: return true
        case .single, .elements, .ended: return false
        }
    }

    /// How the events stand in the file, and which is next.
    enum Shape {
        /// One document that is no array.
        case single(Range<Int>, line: Int)
        case elements(ElementScanner)
        /// The next byte, and its line.
        case lines(at: Int, line: Int)
        case ended
    }

    /// The text of one event.
    struct Piece {
        let range: Range<Int>
        let line: Int
    }

    init(file: FileText, shape: Shape) {
        self.file = file
        self.shape = shape
    }

    /// The next event's text; nil at the end. Throws only where an array is broken, which `open` has ruled out.
    @inline(__always)
    mutating func next(_ text: UnsafeRawBufferPointer) throws(FileRejection) -> Piece? { try shape.next(text) }
}

extension EventCursor.Shape {
    typealias Piece = EventCursor.Piece

    /// The next event's text; nil at the end. Throws only where an array is broken, which `open` has ruled out.
    @inline(__always)
    mutating func next(_ text: UnsafeRawBufferPointer) throws(FileRejection) -> Piece? {
        switch self {
        case .lines(let at, let line):
            return nextLine(text, at, line)
        case .single(let range, let line):
            self = .ended
            return Piece(range: range, line: line)
        case .elements(var scanner):
            let step = scanner.next(text)
            self = .elements(scanner)
            switch step {
            case .element(let range, let line): return Piece(range: range, line: line)
            case .end: return nil
            case .broken(let reason): throw FileRejection(code: .notJSON, detail: "The file is not JSON: \(reason).")
            }
        case .ended:
            return nil
        }
    }

    @inline(__always)
    private mutating func nextLine(_ text: UnsafeRawBufferPointer, _ from: Int, _ firstLine: Int) -> Piece? {
        var at = from
        var line = firstLine
        guard let base = text.baseAddress else { return nil }
        while at < text.count {
            let newline = memchr(base + at, 0x0a, text.count - at)
            let end = newline.map { UnsafeRawPointer($0) - base } ?? text.count
            var start = at
            var stop = end
            while start < stop, isSpace(text[start]) { start += 1 }
            while stop > start, isSpace(text[stop - 1]) { stop -= 1 }
            at = end + 1
            line += 1
            if start < stop {
                self = .lines(at: at, line: line)
                return Piece(range: start..<stop, line: line - 1)
            }
        }
        self = .lines(at: at, line: line)
        return nil
    }
}
