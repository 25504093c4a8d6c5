import Glibc

/// Whether a person looks at standard output.
var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

/// Columns and rows of the terminal; nil where there is none.
func terminalSize() -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
}

/// How wide a line is that programs may look for words in: any length where no person looks.
var lineWidth: Int { outputIsTerminal ? textWidth : .max }

/// How wide running text is laid out: as the terminal, but no wider than is good to read; 80 where there is none.
var textWidth: Int { min(max(terminalSize()?.columns ?? 80, 40), 100) }
