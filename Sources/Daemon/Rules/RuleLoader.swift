public import RuleLanguage
import ZoneFiles

/// Reads rule files and checks them: at the start, and again whenever somebody says so.
public struct RuleLoader: Sendable {
    /// Files, and directories of `*.rules`.
    public let paths: [String]

    public init(paths: [String]) { self.paths = paths }

    /// The rules as the files have them now.
    /// - Throws: what keeps them from being used; nothing of a set with a mistake is used.
    public func load() throws(RulesRefused) -> RuleSet {
        let sources: [Source]
        do { sources = try RuleFiles.read(paths) } catch { throw .unreadable(error) }
        return try Self.check(sources)
    }

    /// The rules of some texts.
    public static func check(_ sources: [Source]) throws(RulesRefused) -> RuleSet {
        let compilation = compile(sources, knownZones: allZoneNames())
        guard let program = compilation.program else { throw .mistakes(compilation) }
        do {
            let zones = try zoneTable(site: program.zone, namedZones: program.customerZone != nil)
            guard let rules = RuleSet(compilation, zones: zones) else { throw RulesRefused.mistakes(compilation) }
            return rules
        } catch let error as ZoneFileError {
            throw .zone(error.sentence)
        } catch {
            throw .mistakes(compilation)
        }
    }
}

/// Why rules are not used.
public enum RulesRefused: Error, Sendable {
    case unreadable(RuleFilesError)
    case mistakes(Compilation)
    /// The site's time zone cannot be read.
    case zone(String)

    /// For a person: each mistake with its line, a caret, and what was probably meant.
    public var diagnostics: [String] {
        switch self {
        case .unreadable(let error): return [error.sentence]
        case .zone(let sentence): return [sentence]
        case .mistakes(let compilation):
            return compilation.diagnostics.filter { $0.severity == .error }.map { render($0, compilation.sources) }
        }
    }

    /// As in sysexits(3), and 1 for mistakes in the rules.
    public var exitCode: Int32 {
        switch self {
        case .unreadable: return 66
        case .mistakes: return 1
        case .zone: return 78
        }
    }

    /// One line for the log: `delivery.rules:4:33: error: …`, and how many more there are.
    public var summary: String {
        let all = diagnostics
        let first = all.first.map { String($0.prefix { $0 != "\n" }) } ?? "the rules do not check"
        return all.count > 1 ? "\(first) (and \(all.count - 1) more)" : first
    }
}
