import ArgumentParser
import Glibc

/// Whether a person looks at standard output.
var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

/// Columns and rows of the terminal; nil where there is none.
func terminalSize() -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
}

/// What came from outside, on a terminal: no control character gets through.
func printable(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : $0 }))
}
