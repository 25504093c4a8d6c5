import Events

/// A diagnostic for a person: `path:line:column: error: message [code]`, the line, a caret under the exact words, and
/// what can be done. Ends with a line end.
///
///     rules/delivery.rules:4:33: error: `delivery.delayed` has no field `dais` [undeclared-field]
///       when delivery.delayed where dais >= 1
///                                   ^~~~
///     help: the fields there are `order` and `days`
///     help: did you mean `days`?
///
/// - Parameter width: the columns of the terminal that it is for, at least 40: longer sentences go on in a further line.
///   Nil where no terminal is: then each sentence is one line.
package func render(_ diagnostic: Diagnostic, _ sources: [Source], width: Int? = nil) -> String {
    let source = sources[diagnostic.range.file]
    let place = source.position(of: diagnostic.range.start)
    func sentence(_ text: String, indent: Int) -> String {
        let shown = text.printable
        let lines = width.map { shown.wrapped(to: max($0, 40), indent: indent, breakingWords: false) } ?? [shown]
        return lines.joined(separator: "\n") + "\n"
    }
    var text = sentence(
        "\(source.path):\(place.line):\(place.column): \(diagnostic.severity.rawValue): \(diagnostic.message) "
            + "[\(diagnostic.code)]", indent: 4)
    // A file that is no text has no line to show.
    if diagnostic.code != SyntaxMistake.notText.rawValue {
        text += QuotedLine(source, diagnostic.range, width: max(width ?? longestQuoted, 40)).text + "\n"
    }
    if let help = diagnostic.help { text += sentence("help: \(help)", indent: 6) }
    if let suggestion = diagnostic.suggestion {
        text += sentence(suggestion.isEmpty ? "help: leave it out" : "help: did you mean `\(suggestion)`?", indent: 6)
    }
    return text
}

/// More of a line than this nobody reads, and a file may be one line.
private let longestQuoted = 400
