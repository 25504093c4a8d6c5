import DeepStack
import Events

/// Lays a rule file out in the one canonical way.
///
/// The words stay as they are and in their order: only blanks, line ends, and backticks that no name needs change.
/// Comments stay with what they stand beside or before. Formatting what is formatted changes nothing, and the result
/// reads as the same program.
/// - Returns: the text, or nil if the file has mistakes; and the mistakes.
package func format(_ source: Source) -> (text: String?, diagnostics: [Diagnostic]) {
    onDeepStack {
        var diagnostics = DiagnosticList()
        if diagnostics.addIfTooMuchText(in: [source]) { return (nil, diagnostics.found()) }
        let tree = parse(source, file: 0, &diagnostics)
        if diagnostics.hasErrors { return (nil, diagnostics.found()) }
        var layout = Layout(bytes: source.bytes)
        let lines = layout.lines(of: tree)
        var printer = LinePrinter(bytes: source.bytes, comments: tree.comments)
        for line in lines { printer.print(line) }
        printer.finish()
        return (printer.text, [])
    }
}
