@testable import RuleLanguage

/// The editors' grammars, written from the keyword table of the language.
enum EditorGrammars {
    private static func words(_ role: Keyword.Role) -> [String] {
        Keyword.allCases.filter { $0.role == role }.map(\.rawValue).sorted()
    }

    // MARK: TextMate

    private static func scope(_ role: Keyword.Role) -> String {
        switch role {
        case .declaration: return "keyword.declaration"
        case .clause: return "keyword.control"
        case .type: return "storage.type"
        case .modifier: return "storage.modifier"
        case .structure: return "keyword.other"
        case .operator: return "keyword.operator.word"
        case .constant: return "constant.language"
        case .function: return "support.function"
        case .step: return "keyword.other.test"
        }
    }

    /// Not within a longer or dotted name, nor in backticks.
    private static func alone(_ pattern: String) -> String { "(?<![\\w.`-])(?:\(pattern))(?![\\w.`-])" }

    static var textMate: String {
        let entries = [
            entry("comment.line.number-sign", "#.*$"),
            region(
                "meta.template", begin: "(?<![\\w.`-])(say)\\s+(\")", end: "\"",
                captures: ["1": "keyword.control", "2": "string.quoted.double"],
                inner: [
                    entry("constant.character.escape", escapes), include("braces"),
                    entry("string.quoted.double", "[^\"\\\\{}]+"),
                ]
            ),
            include("text"), include("code"),
        ]
        let code =
            [
                entry("variable.other", "(?:[\\w-]+\\.)*`[^`\\n]*`(?:\\.[\\w-]+)*"),
                entry(
                    "constant.other.time",
                    "\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2}))?|(?<!\\d)\\d{2}:\\d{2}(?!\\d)"
                ),
                entry("constant.numeric.duration", alone("(?:\\d+(?:w|d|h|min|s))+")),
                entry("constant.numeric", alone("\\d+(?:\\.\\d+)?")),
            ]
            + Keyword.Role.allCases.map { entry(scope($0), alone(words($0).joined(separator: "|"))) }
            + [entry("keyword.operator", "!=|<=|>=|[=<>+*/]|(?<!\\w)-")]
        return """
            {
              "name": "outreachd rules",
              "scopeName": "source.outreachd",
              "fileTypes": ["rules"],
              "patterns": [
            \(entries.map { indented($0, 2) }.joined(separator: ",\n"))
              ],
              "repository": {
                "text": {
                  "patterns": [
            \(indented(region("string.quoted.double", begin: "\"", end: "\"|$", captures: [:], inner: [entry("constant.character.escape", escapes)]), 4))
                  ]
                },
                "braces": {
                  "patterns": [
            \(indented(region("meta.embedded", begin: "\\{", end: "\\}", captures: ["0": "punctuation.section.embedded"], inner: [entry("string.quoted.double", "\\\\\".*?\\\\\""), include("text"), include("code")]), 4))
                  ]
                },
                "code": {
                  "patterns": [
            \(code.map { indented($0, 4) }.joined(separator: ",\n"))
                  ]
                }
              }
            }

            """
    }

    private static let escapes = "\\\\(?:[\"\\\\nt{}]|u\\{[0-9A-Fa-f]+\\})"

    private static func entry(_ scope: String, _ match: String) -> String {
        "{ \"name\": \(quoted(scope + ".outreachd")), \"match\": \(quoted(match)) }"
    }

    private static func include(_ name: String) -> String { "{ \"include\": \(quoted("#" + name)) }" }

    private static func region(
        _ scope: String, begin: String, end: String, captures: [String: String], inner: [String]
    ) -> String {
        let named = captures.sorted { $0.key < $1.key }.map {
            "\(quoted($0.key)): { \"name\": \(quoted($0.value + ".outreachd")) }"
        }
        let capturing = captures.isEmpty ? "" : "  \"beginCaptures\": { \(named.joined(separator: ", ")) },\n"
        return """
            {
              "name": \(quoted(scope + ".outreachd")),
              "begin": \(quoted(begin)),
              "end": \(quoted(end)),
            \(capturing)  "patterns": [
            \(inner.map { indented($0, 2) }.joined(separator: ",\n"))
              ]
            }
            """
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func indented(_ text: String, _ steps: Int) -> String {
        let blanks = String(repeating: "  ", count: steps)
        return text.split(separator: "\n").map { blanks + $0 }.joined(separator: "\n")
    }

    // MARK: Vim

    private static func group(_ role: Keyword.Role) -> (name: String, link: String) {
        switch role {
        case .declaration: return ("outreachdDeclaration", "Statement")
        case .clause: return ("outreachdClause", "Keyword")
        case .type: return ("outreachdType", "Type")
        case .modifier: return ("outreachdModifier", "StorageClass")
        case .structure: return ("outreachdStructure", "Keyword")
        case .operator: return ("outreachdOperator", "Operator")
        case .constant: return ("outreachdConstant", "Boolean")
        case .function: return ("outreachdFunction", "Function")
        case .step: return ("outreachdStep", "Keyword")
        }
    }

    /// Not within a longer or dotted name.
    private static let free = "[A-Za-z0-9_.-]\\@1<!"

    static var vim: String {
        let keywords = Keyword.Role.allCases.flatMap { role in
            words(role).filter { $0 != "say" && !vimOptions.contains($0) }.isEmpty
                ? []
                : [
                    "syn keyword \(group(role).name) \(words(role).filter { $0 != "say" && !vimOptions.contains($0) }.joined(separator: " "))"
                ]
                    + words(role).filter(vimOptions.contains).map { "syn match \(group(role).name) /\(free)\($0)\\>/" }
        }
        let code =
            Keyword.Role.allCases.map { group($0).name }
            + [
                "outreachdText", "outreachdInnerText", "outreachdName", "outreachdNumber", "outreachdTime",
                "outreachdSign",
            ]
        let links: [(name: String, link: String)] =
            Keyword.Role.allCases.map { group($0) } + [
                ("outreachdComment", "Comment"), ("outreachdText", "String"), ("outreachdTemplate", "String"),
                ("outreachdInnerText", "String"), ("outreachdEscape", "SpecialChar"), ("outreachdName", "Identifier"),
                ("outreachdNumber", "Number"), ("outreachdTime", "Constant"), ("outreachdSign", "Operator"),
                ("outreachdBrace", "Delimiter"),
            ]
        return """
            " Vim syntax of outreachd's rule language, generated from the keyword table (see editors/README.md).
            if exists("b:current_syntax")
              finish
            endif

            " A dotted name, and one with a minus in it, is one word.
            syn iskeyword @,48-57,192-255,_,-,.

            \(keywords.joined(separator: "\n"))
            syn keyword outreachdClause say nextgroup=outreachdTemplate skipwhite

            syn match outreachdSign /!=\\|<=\\|>=\\|[=<>+*\\/]\\|[A-Za-z0-9_]\\@1<!-/
            syn match outreachdNumber /\(free)\\d\\+\\(\\.\\d\\+\\)\\?\\>/
            syn match outreachdNumber /\(free)\\(\\d\\+\\(w\\|d\\|h\\|min\\|s\\)\\)\\+\\>/
            syn match outreachdTime /\(free)\\d\\{4}-\\d\\d-\\d\\d\\(T[0-9:.]\\+\\(Z\\|[+-]\\d\\d:\\d\\d\\)\\)\\?/
            syn match outreachdTime /\(free)\\d\\d:\\d\\d\\>/
            syn match outreachdName /`[^`]*`/
            syn match outreachdEscape contained /\\\\\\(["\\\\nt{}]\\|u{\\x\\+}\\)/
            syn region outreachdText oneline start=/"/ skip=/\\\\./ end=/"/ contains=outreachdEscape
            syn region outreachdInnerText contained oneline start=/\\\\"/ end=/\\\\"/
            syn region outreachdTemplate contained oneline start=/"/ skip=/\\\\./ end=/"/ contains=outreachdEscape,outreachdBraces
            syn region outreachdBraces contained oneline matchgroup=outreachdBrace start=/{/ end=/}/ contains=\(code.joined(separator: ","))
            syn match outreachdComment /#.*$/ contains=@Spell

            \(links.map { "hi def link \($0.name) \($0.link)" }.joined(separator: "\n"))

            let b:current_syntax = "outreachd"

            """
    }

    /// Words that `:syn keyword` would take for its own options.
    private static let vimOptions: Set<String> = ["contains"]
}
