import ArgumentParser
import Daemon
import Engine
import TaskDispatch
import Events
import RuleLanguage
import ZoneFiles

/// `--rules PATH`, for every command that runs rules.
struct RuleOptions: ParsableArguments {
    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp("A rule file, or a directory of *.rules. May be given several times.", valueName: "path"),
        completion: .file())
    var paths: [String]

    /// The rules, ready to judge by. With a mistake in them, prints every one and ends with exit code 1.
    func load() throws -> RuleSet {
        do throws(RulesRefused) {
            return try RuleLoader(paths: paths).load()
        } catch {
            throw told(error)
        }
    }

    /// The engine of these rules. With a mistake in them, prints every one and ends with exit code 1.
    func engine() throws -> RuleEngine {
        try makeEngine(try program())
    }

    func program() throws -> Program {
        let compilation = try compileRules(paths)
        guard let program = compilation.program else {
            for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
                tell(diagnostic, compilation.sources)
            }
            throw ExitCode(1)
        }
        return program
    }
}

/// Prints why rules are not used.
/// - Returns: the exit code to end with.
func told(_ refusal: RulesRefused) -> ExitCode {
    switch refusal {
    case .mistakes: for diagnostic in refusal.diagnostics(width: errorWidth) { complain(diagnostic) }
    case .unreadable, .zone: for sentence in refusal.diagnostics { complain("outreachd: \(sentence)") }
    }
    return ExitCode(refusal.exitCode)
}

/// The engine of a program, with the zones that it may ask for.
func makeEngine(_ program: Program) throws -> RuleEngine {
    do {
        return RuleEngine(
            program: program, zones: try zoneTable(site: program.zone, namedZones: program.customerZone != nil))
    } catch {
        complain("outreachd: \(error.sentence)")
        throw ExitCode(78)
    }
}

/// Reads and compiles rule files as one program.
func compileRules(_ paths: [String]) throws -> Compilation {
    do {
        return compile(try RuleFiles.read(paths), knownZones: allZoneNames())
    } catch {
        complain("outreachd: \(error.sentence)")
        throw ExitCode(66)  // EX_NOINPUT
    }
}
