import Glibc
import RuleLanguage

/// Columns of the terminal on which a person reads standard error, at least 40; nil where none is.
var errorWidth: Int? {
    var size = winsize()
    guard errorIsTerminal, ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return max(40, Int(size.ws_col))
}

/// One mistake in rules, on standard error.
func tell(_ diagnostic: Diagnostic, _ sources: [Source]) {
    complain(lines: render(diagnostic, sources, width: errorWidth))
}
