import Events
import Glibc

/// The one door to standard output: what goes through it is written in large pieces, and what cannot be written ends the
/// program with exit code 74.
///
/// Lines for people show nothing raw that came from outside; JSON stays JSON, with what a terminal would obey escaped.
/// What is left is written when the value goes.
struct StandardOutput: ~Copyable {
    private var buffer: [UInt8] = []
    private let style: Style

    init(style: Style = .plain) { self.style = style }

    deinit { writeToOutput(buffer) }

    /// A line for a person; a control or format character in it is shown as `U+001B`.
    mutating func line(_ text: String) { line(StyledLine(text)) }

    /// A sentence for a person: one line, or on a terminal as many as it needs.
    mutating func sentence(_ text: String) {
        let text = text.printable
        guard outputIsTerminal else { return line(text) }
        for part in text.wrapped(to: textWidth, indent: 2, breakingWords: false) { line(part) }
    }

    mutating func line(_ line: StyledLine) {
        for piece in line.pieces { buffer.append(contentsOf: style(piece.look, piece.text.printable).utf8) }
        end()
    }

    /// A line of JSON.
    mutating func json(_ bytes: some Collection<UInt8>) {
        if bytes.isPlain {
            buffer.append(contentsOf: bytes)
        } else {
            buffer.append(contentsOf: bytes.withUnseenEscaped)
        }
        end()
    }

    mutating func json(_ text: String) { json(Array(text.utf8)) }

    /// Bytes as they stand: a file's text, or what moves the cursor of a terminal.
    mutating func raw(_ bytes: some Sequence<UInt8>) { buffer.append(contentsOf: bytes) }

    mutating func flush() {
        writeToOutput(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func end() {
        buffer.append(0x0a)
        if buffer.count > 1 << 16 { flush() }
    }
}
