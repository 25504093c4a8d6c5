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

    func program() throws -> Program { try outreachd.program(from: compileRules(paths)) }
}

/// The program of some rule files. With a mistake in them, prints every one and ends with exit code 1.
func program(from compilation: Compilation) throws -> Program {
    guard let program = compilation.program else {
        for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
            tell(diagnostic, compilation.sources)
        }
        throw ExitCode.wrong
    }
    return program
}

/// Prints why rules are not used.
/// - Returns: the exit code to end with.
func told(_ refusal: RulesRefused) -> ExitCode {
    switch refusal {
    case .mistakes: for diagnostic in refusal.diagnostics(width: errorWidth) { complain(lines: diagnostic) }
    case .unreadable, .zone: for sentence in refusal.diagnostics { complain("outreachd: \(sentence)") }
    }
    return ExitCode(refusal.exitCode)
}

/// The engine of a program, with the zones that it may ask for.
func makeEngine(_ program: Program) throws -> RuleEngine {
    do {
        return RuleEngine(
            program: program,
            zones: try zoneTable(
                site: program.zone, calendars: program.calendars.compactMap(\.zone),
                namedZones: program.customerZone != nil))
    } catch {
        throw failure(error.sentence, .configuration)
    }
}

/// Reads and compiles rule files as one program, with the tables that they name; `-` is standard input.
func compileRules(_ paths: [String]) throws -> Compilation {
    compile(RuleFiles.withTables(try readRules(paths)), knownZones: allZoneNames(), zone: { try? loadZone(named: $0) })
}

/// Reads rule files; `-` is standard input.
func readRules(_ paths: [String]) throws -> [Source] {
    let files = paths.filter { $0 != "-" }
    let typed = files.count == paths.count ? [] : [Source(path: "-", bytes: try readAll("-"))]
    if files.isEmpty, !typed.isEmpty { return typed }
    do throws(RuleFilesError) {
        return typed + (try RuleFiles.read(files))
    } catch {
        throw failure(error.sentence, .noInput)
    }
}
