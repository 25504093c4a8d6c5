import ArgumentParser
import Events
import RuleLanguage

/// What was probably meant by a command or an option that does not exist.
struct UsageAdvice {
    let arguments: [String]
    /// The whole message, which names the options of the command.
    let usage: String

    /// A message that says what was meant; nil if the one of before is as good.
    func better(than message: String) -> String? {
        if message.contains("nexpected argument"), let unknown = unknownCommand { return unknown }
        if message.contains("Missing expected argument") || message.contains("Missing one of") { return unknownOption }
        return nil
    }

    /// The first word that stands where a command should, and is none.
    var unknownCommand: String? {
        var command: any ParsableCommand.Type = OutreachdCommand.self
        var path: [String] = []
        for word in arguments.drop(while: { $0 == "help" }) where !word.hasPrefix("-") {
            let commands = command.configuration.subcommands
            if let next = commands.first(where: { $0.configuration.commandName == word }) {
                command = next
                path.append(word)
                continue
            }
            let names = commands.compactMap { $0.configuration.commandName }
            if names.isEmpty { return nil }
            let near = nearMiss(Text(word), among: names.map { Text($0) })
            return "Error: There is no command '\((path + [word.printable]).joined(separator: " "))'"
                + (near.map { "; did you mean '\((path + [$0.string]).joined(separator: " "))'?" } ?? ".")
        }
        return nil
    }

    /// An option that is written in a way that the command does not know, while one that it needs is not there.
    private var unknownOption: String? {
        let known = optionNames(in: usage) + ["--help", "--version"]
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            let name = String(argument.prefix { $0 != "=" })
            if known.contains(name) { continue }
            let near = nearMiss(Text(name), among: known.map { Text($0) })
            return "Error: Unknown option '\(name.printable)'" + (near.map { ". Did you mean '\($0)'?" } ?? "")
        }
        return nil
    }
}

/// The long names of options that a usage message names.
private func optionNames(in usage: String) -> [String] {
    usage.split { !($0.isLetter || $0.isNumber || $0 == "-") }.filter { $0.hasPrefix("--") }.map(String.init)
}
