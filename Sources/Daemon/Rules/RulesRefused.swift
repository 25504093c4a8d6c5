package import RuleLanguage
import ZoneFiles

/// Why rules are not used.
package enum RulesRefused: Error, Sendable {
    case unreadable(RuleFilesError)
    case mistakes(Compilation)
    /// The site's time zone cannot be read.
    case zone(String)

    /// For a person: each mistake with its line, a caret, and what was probably meant.
    package var diagnostics: [String] { diagnostics(width: nil) }

    /// The same for a terminal of so many columns.
    package func diagnostics(width: Int?) -> [String] {
        switch self {
        case .unreadable(let error): return [error.sentence]
        case .zone(let sentence): return [sentence]
        case .mistakes(let compilation):
            return compilation.diagnostics.filter { $0.severity == .error }.map {
                render($0, compilation.sources, width: width)
            }
        }
    }

    /// As in sysexits(3), and 1 for mistakes in the rules.
    package var exitCode: Int32 {
        switch self {
        case .unreadable: return 66
        case .mistakes: return 1
        case .zone: return 78
        }
    }

    /// One line for the log: `delivery.rules:4:33: error: …`, and how many more there are.
    package var summary: String {
        let all = diagnostics
        let first = all.first.map { String($0.prefix { $0 != "\n" }) } ?? "the rules do not check"
        return all.count > 1 ? "\(first) (and \(all.count - 1) more)" : first
    }
}
