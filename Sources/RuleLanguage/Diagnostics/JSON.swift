import Events

/// A JSON string with its quotes.
func jsonString(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": json += "\\\""
        case "\\": json += "\\\\"
        case "\n": json += "\\n"
        case "\r": json += "\\r"
        case "\t": json += "\\t"
        case _ where scalar.value < 0x20:
            let hex = String(scalar.value, radix: 16)
            json += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
        default: json.unicodeScalars.append(scalar)
        }
    }
    return json + "\""
}

/// Diagnostics as a JSON array, each an object on a line of its own, without a line end behind it:
/// `path line column endLine endColumn severity code message help suggestion`.
///
/// Lines and columns count from 1, columns in Unicode scalars; the end is the place behind the last character.
/// `help` and `suggestion` are null if there is none.
package func diagnosticsJSON(_ diagnostics: [Diagnostic], sources: [Source]) -> String {
    let objects = diagnostics.map { diagnostic in
        let source = sources[diagnostic.range.file]
        let start = source.position(of: diagnostic.range.start)
        let end = source.position(of: max(diagnostic.range.start, diagnostic.range.end))
        let members = [
            "\"path\":\(jsonString(source.path))", "\"line\":\(start.line)", "\"column\":\(start.column)",
            "\"endLine\":\(end.line)", "\"endColumn\":\(end.column)",
            "\"severity\":\(jsonString(diagnostic.severity.rawValue))", "\"code\":\(jsonString(diagnostic.code))",
            "\"message\":\(jsonString(diagnostic.message))", "\"help\":\(diagnostic.help.map(jsonString) ?? "null")",
            "\"suggestion\":\(diagnostic.suggestion.map(jsonString) ?? "null")",
        ]
        return "{\(members.joined(separator: ","))}"
    }
    return objects.isEmpty ? "[]" : "[\n\(objects.joined(separator: ",\n"))\n]"
}
