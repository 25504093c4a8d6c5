import ArgumentParser
import Glibc

/// `--color`: by default where a person looks who did not refuse it (no-color.org).
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never

    var style: Style {
        switch self {
        case .always: return Style(isOn: true)
        case .never: return Style(isOn: false)
        case .auto:
            return Style(isOn: outputIsTerminal && variable("NO_COLOR") == nil && variable("TERM") != "dumb")
        }
    }

    /// An empty one counts as not set.
    private func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// Colours for a terminal (ECMA-48, "select graphic rendition"), or none.
struct Style {
    let isOn: Bool

    enum Look: String { case bold = "1", faint = "2", red = "31", yellow = "33", green = "32", boldRed = "1;31" }

    func callAsFunction(_ look: Look?, _ text: String) -> String {
        guard isOn, let look, !text.isEmpty else { return text }
        return "\u{1b}[\(look.rawValue)m\(text)\u{1b}[0m"
    }
}

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
