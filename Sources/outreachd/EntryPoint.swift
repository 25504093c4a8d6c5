import ArgumentParser
import CLinux

/// Where the program begins and ends: arguments in, a command run, an exit code out.
@main
enum EntryPoint {
    static func main() async {
        heap_use_one_arena()
        holdStandardStreams()
        endProgram(await run(Array(CommandLine.arguments.dropFirst())))
    }

    /// - Returns: the exit code.
    private static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try await OutreachdCommand.asyncParseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return tell(error, arguments)
        }
    }

    /// Prints help that was asked for, or why the command ended.
    private static func tell(_ error: any Error, _ arguments: [String]) -> Int32 {
        let message = UsageMessage(error, arguments)
        if message.code == 0 {
            var output = StandardOutput()
            if message.isForProgram {
                for line in message.lines { output.raw("\(line)\n".utf8) }
            } else {
                for line in message.lines { output.line(line) }
            }
        } else {
            for line in message.lines { complain(line) }
        }
        return message.code
    }
}
