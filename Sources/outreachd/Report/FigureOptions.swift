import ArgumentParser
import Report

/// Where figures go, for all commands that count.
struct FigureOptions: ParsableArguments {
    @Flag(help: "Print all figures as one JSON object.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Write the figures besides to one page with plots, which needs no network.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var html: String?

    /// - Parameters:
    ///   - bytes: the figures as JSON.
    ///   - print: writes them as tables for a person.
    ///   - page: made only if it is asked for.
    func write(
        json bytes: @autoclosure () -> [UInt8], orTables print: (inout StandardOutput) -> Void,
        page: @autoclosure () -> ReportPage
    ) throws {
        var output = StandardOutput(style: Style(isOn: outputIsTerminal))
        if json { output.json(bytes()) } else { print(&output) }
        output.flush()
        if let html { try outreachd.write(page(), to: html) }
    }
}
