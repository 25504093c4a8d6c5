import ArgumentParser
import Events

/// What is said to somebody who asked for help, or who used a command in a way that it does not know.
struct UsageMessage {
    let code: Int32
    let lines: [String]
    /// Whether the lines are for a program, a shell for one: not running text.
    let isForProgram: Bool

    init(_ error: any Error, _ arguments: [String]) {
        let columns = min(max(terminalSize()?.columns ?? 80, 40), 100)
        var text = OutreachdCommand.fullMessage(for: error, columns: columns)
        if arguments.first == "help", let unknown = UsageAdvice(arguments: arguments, usage: text).unknownCommand {
            code = ExitCode.validationFailure.rawValue
            isForProgram = false
            lines = laidOut(unknown, columns) + ["  See 'outreachd help' for the commands that there are."]
            return
        }
        code = OutreachdCommand.exitCode(for: error).rawValue
        isForProgram =
            arguments.first == "---completion"
            || arguments.contains {
                $0.hasPrefix("--generate-completion-script") || $0 == "--experimental-dump-help"
            }
        // What was typed is shown as one line, whatever is in it.
        for argument in arguments {
            for part in [argument[...]] + argument.split(separator: "=", maxSplits: 1).dropFirst() {
                let shown = part.printable
                if shown != part { text.replace(part, with: shown) }
            }
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        if code == ExitCode.validationFailure.rawValue, let first = lines.first,
            let better = UsageAdvice(arguments: arguments, usage: text).better(than: first)
        {
            lines[0] = better
        }
        if arguments.contains(where: { $0.hasPrefix("--generate-completion-script") }) {
            lines = CompletionScript(script: lines).lines
        }
        self.lines = isForProgram ? lines : lines.flatMap { laidOut($0, columns) }
    }
}

/// A line of a usage message, broken where it is wider than the terminal; an option stays with its value.
private func laidOut(_ line: String, _ columns: Int) -> [String] {
    if line.count <= columns { return [line] }
    let indent = line.prefix { $0 == " " }.count + (line.lowercased().hasPrefix("usage: ") ? 7 : 2)
    var lines: [String] = []
    for unit in units(of: line) {
        if let last = lines.last, last.count + 1 + unit.count <= columns {
            lines[lines.count - 1] = "\(last) \(unit)"
        } else {
            lines.append(lines.isEmpty ? unit : String(repeating: " ", count: indent) + unit)
        }
    }
    return lines
}

/// The words of a line; of a line of usage, what stands in brackets is one.
private func units(of line: String) -> [String] {
    var units: [String] = []
    var depth = 0
    let hasBrackets = line.lowercased().hasPrefix("usage: ")
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if depth > 0, let last = units.last {
            units[units.count - 1] = "\(last) \(word)"
        } else {
            units.append(String(word))
        }
        if hasBrackets { depth += word.count { $0 == "[" || $0 == "<" } - word.count { $0 == "]" || $0 == ">" } }
    }
    return units
}
