import ArgumentParser
import Events
import RuleLanguage
import TaskFiles

/// `outreachd describe`: each rule as an English sentence, with a drawing of its time line.
struct DescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Say each rule in one English sentence, and draw its time line.",
        discussion: """
            For reading rules together with those who answer for them. The drawing is not to scale: ● is what starts \
            the rule, ◆ when it is judged, ○ when the task is due.
            """)

    @Argument(
        help: "Rule files, or directories of *.rules, or - for standard input; together they are one program.",
        completion: .file())
    var paths: [String] = []

    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp("The same, as the other commands have it.", valueName: "path"), completion: .file())
    var morePaths: [String] = []

    @Option(
        help: ArgumentHelp("Only this rule. May be given several times.", valueName: "name"), completion: .ruleNames)
    var rule: [String] = []

    @Flag(help: "Print one JSON object for each rule, one a line.")
    var json = false

    func validate() throws {
        if paths.isEmpty && morePaths.isEmpty { throw ValidationError("Name a rule file, or a directory of *.rules.") }
    }

    func run() throws {
        let program = try program(from: try compileRules(paths + morePaths))
        var output = StandardOutput()
        for (place, rule) in try places(ofRules: rule, in: program).enumerated() {
            let description = program.description(ofRule: rule)
            if json {
                output.json(jsonLine(description))
                continue
            }
            if place > 0 { output.line("") }
            output.line("\(description.name) “\(description.title)”")
            output.line("")
            for line in description.sentence.wrapped(after: "  ", width: textWidth) { output.line(line) }
            if !description.notes.isEmpty {
                let notes = description.notes.joined(separator: " ")
                for line in notes.wrapped(after: "  ", width: textWidth) { output.line(line) }
            }
            output.line("")
            for line in description.drawing { output.line("  \(line)".cut(to: lineWidth)) }
        }
        output.flush()
    }

    /// `{"rule":NAME,"title":TEXT,"sentence":TEXT,"notes":[TEXT],"drawing":[LINE]}`
    private func jsonLine(_ description: RuleDescription) -> [UInt8] {
        var json = JSONText()
        json.raw("{\"rule\":")
        json.string(description.name)
        json.raw(",\"title\":")
        json.string(description.title)
        json.raw(",\"sentence\":")
        json.string(Text(description.sentence))
        json.raw(",\"notes\":")
        json.strings(description.notes)
        json.raw(",\"drawing\":")
        json.strings(description.drawing)
        json.raw("}")
        return json.bytes
    }
}

/// The places of the rules that are named, all as they are written if none is; one that is not there ends with exit code 1.
func places(ofRules names: [String], in program: Program) throws -> [Int] {
    if names.isEmpty { return program.rulesAsWritten }
    var places: [Int] = []
    for name in names {
        guard let place = program.rules.firstIndex(where: { $0.name == Text(name) }) else {
            let near = nearMiss(Text(name), among: program.rules.map(\.name))
            throw failure(
                "there is no rule \"\(name)\"" + (near.map { "; did you mean \"\($0)\"?" } ?? ""), .wrong)
        }
        places.append(place)
    }
    return places
}

extension JSONText {
    /// A list of strings.
    mutating func strings(_ texts: [String]) {
        raw("[")
        for (place, text) in texts.enumerated() {
            if place > 0 { raw(",") }
            string(Text(text))
        }
        raw("]")
    }
}
