import Glibc

/// Whether a person looks at standard output.
var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

/// Whether somebody hands in something on standard input: a file or a pipe, not a terminal and not /dev/null.
var inputIsHandedIn: Bool {
    var status = stat()
    return fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT != S_IFCHR
}

/// Columns and rows to write for: COLUMNS and LINES where somebody has set them (POSIX), else the terminal's; nil where
/// neither says how many columns there are.
func terminalSize() -> (columns: Int, rows: Int)? {
    var size = winsize()
    let isTerminal = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
    guard let columns = setSize("COLUMNS") ?? (isTerminal && size.ws_col > 0 ? Int(size.ws_col) : nil) else {
        return nil
    }
    return (columns, setSize("LINES") ?? (isTerminal && size.ws_row > 0 ? Int(size.ws_row) : 24))
}

/// A size that the environment says; nil if it says none, or nonsense.
private func setSize(_ name: String) -> Int? {
    guard let value = getenv(name), let size = Int(String(cString: value)), (1...10_000).contains(size) else {
        return nil
    }
    return size
}

/// How wide a line is that programs may look for words in: any length where no person looks, unless COLUMNS says one.
var lineWidth: Int { outputIsTerminal || setSize("COLUMNS") != nil ? textWidth : .max }

/// How wide running text is laid out: as the terminal, but no wider than is good to read; 80 where there is none.
var textWidth: Int { min(max(terminalSize()?.columns ?? 80, 40), 100) }
