import ArgumentParser

/// The script that lets a shell complete our command lines.
///
/// That of the argument parser does not know that a command may have a subcommand that need not be written: behind
/// `outreachd tasks --queue` it offers the names of subcommands. Here an option where a subcommand may stand is taken as
/// one of the default subcommand.
struct CompletionScript {
    /// As the argument parser writes it.
    let script: [String]
    private let program = "outreachd"

    var lines: [String] {
        let commands = OutreachdCommand.configuration.subcommands.compactMap(shortened)
        return script.flatMap { line in [line] + commands.flatMap { added(behind: line, $0) } }
    }

    /// A command with a default subcommand.
    private struct Shortened {
        let name: String
        let subcommand: String
    }

    private func shortened(_ command: any ParsableCommand.Type) -> Shortened? {
        guard let subcommand = command.configuration.defaultSubcommand?.configuration.commandName,
            let name = command.configuration.commandName
        else { return nil }
        return Shortened(name: name, subcommand: subcommand)
    }

    private var isOfBash: Bool { script.contains { $0.contains("COMPREPLY") } }

    private func added(behind line: String, _ command: Shortened) -> [String] {
        switch line {
        case "_\(program)_\(command.name)() {":
            // bash(1) has the words behind the command there, zsh(1) the command too.
            let word = isOfBash ? "${unparsed_words[0]}" : "${words[2]}"
            return [
                "    if [[ \"\(word)\" == -* ]]; then", "        _\(program)_\(command.name)_\(command.subcommand)",
                "        return", "    fi",
            ]
        case "    set -l unparsed_tokens (__\(program)_tokens -pc)":
            return [
                "    set -l next_tokens $unparsed_tokens[3..] (commandline -ct)",
                "    if test \"$unparsed_tokens[2]\" = '\(command.name)'; and string match -q -- '-*' \"$next_tokens[1]\"",
                "        set unparsed_tokens $unparsed_tokens[1..2] '\(command.subcommand)' $unparsed_tokens[3..]",
                "    end",
            ]
        default: return []
        }
    }
}
