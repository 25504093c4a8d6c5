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
