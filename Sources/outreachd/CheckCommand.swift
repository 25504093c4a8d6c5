import ArgumentParser
import Daemon
import RuleLanguage

/// `outreachd check`: every mistake of some rule files in one run.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check rule files, and tell every mistake in one run.",
        discussion: """
            Each mistake is told with its line, a caret under the words, why it is wrong and what was probably meant. \
            Warnings tell what is legal and suspicious. The exit code is 1 if there is an error.
            """)

    @Argument(
        help: "Rule files, or directories of *.rules, or - for standard input; together they are one program.",
        completion: .file())
    var paths: [String]

    @Flag(help: "Print the mistakes as a JSON array.")
    var json = false

    func run() throws {
        var compilation = try compileRules(paths)
        compilation.warnOfUnknownOwners(Accounts.machine.knows)
        var output = StandardOutput()
        if json {
            output.json(diagnosticsJSON(compilation.diagnostics, sources: compilation.sources))
        } else {
            for diagnostic in compilation.diagnostics { tell(diagnostic, compilation.sources) }
        }
        output.flush()
        let errors = compilation.diagnostics.count { $0.severity == .error }
        let warnings = compilation.diagnostics.count - errors
        if !json { complain(summary(compilation, errors, warnings)) }
        if errors > 0 { throw ExitCode.wrong }
    }

    private func summary(_ compilation: Compilation, _ errors: Int, _ warnings: Int) -> String {
        let files = plural(compilation.sources.filter { $0.kind == .rules }.count, "file")
        var found: [String] = []
        if errors > 0 { found.append(plural(errors, "error")) }
        if warnings > 0 { found.append(plural(warnings, "warning")) }
        if let program = compilation.program {
            let content = "\(plural(program.rules.count, "rule")), \(plural(program.tests.count, "test"))"
            return "\(files), \(content): " + (found.isEmpty ? "all good" : found.joined(separator: ", "))
        }
        return "\(files): \(found.joined(separator: ", "))"
    }
}

/// `1 rule`, `2 rules`; `2 entries` where another form is given.
func plural(_ count: Int, _ noun: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : many ?? noun + "s")"
}
