import ArgumentParser
import Daemon
import Events
import RuleLanguage
import TaskFiles
import ZoneFiles

/// What a shell offers behind an option: ids, queues and customers from the tasks that are open.
extension CompletionKind {
    /// The short form that a list of tasks prints.
    static var taskIDs: CompletionKind { fromTasks { String($0.id.prefix(8)) } }
    static var queues: CompletionKind { fromTasks(\.queue) }
    static var customers: CompletionKind { fromTasks(\.customer) }
    static var rulesOfTasks: CompletionKind { fromTasks(\.rule) }

    /// The rules of the files that `--rules`, or the command line, names.
    static var ruleNames: CompletionKind {
        .custom { words, _, _ in
            let named = values(of: "--rules", in: words)
            let paths = named.isEmpty ? words.dropFirst().filter { $0.hasSuffix(".rules") } : named
            guard !paths.isEmpty, let sources = try? RuleFiles.read(Array(paths)),
                let program = compile(RuleFiles.withTables(sources)).program
            else { return [] }
            return clean(program.rules.map(\.name.string))
        }
    }

    static var zones: CompletionKind { .custom { _, _, _ in clean(allZoneNames().map(\.string)) } }

    /// Lengths that are common there.
    static func durations(_ lengths: String...) -> CompletionKind { .list(lengths) }

    private static func fromTasks(_ name: @escaping @Sendable (TaskDocument) -> String) -> CompletionKind {
        .custom { words, _, _ in
            let spool = values(of: "--spool", in: words).last ?? SpoolOptions.packaged
            let listing = try? TaskFolder(reading: spool + "/tasks").documents(.open)
            return clean((listing?.tasks ?? []).map(name))
        }
    }

    /// Each once, sorted, without those that a shell would take for several words or that are not seen.
    private static func clean(_ words: [String]) -> [String] {
        Set(words.filter { !$0.isEmpty && $0.utf8.count <= 200 && !$0.contains(" ") && $0.printable == $0 }).sorted()
    }

    /// What stands behind an option on a command line: `--spool DIR` or `--spool=DIR`.
    private static func values(of option: String, in words: [String]) -> [String] {
        var values: [String] = []
        for (place, word) in words.enumerated() {
            if word == option, place + 1 < words.count { values.append(words[place + 1]) }
            if word.hasPrefix(option + "=") { values.append(String(word.dropFirst(option.count + 1))) }
        }
        return values
    }
}
