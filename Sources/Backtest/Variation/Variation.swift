package import Events
package import RuleLanguage

/// Why a named value cannot be varied.
package enum VariationError: Error, Hashable, Sendable {
    /// `--vary` needs a name, `=` and values.
    case malformed(String)
    case unknown(Text, near: Text?)
    /// The value is computed, so that nothing can stand in its place.
    case computed(Text)
    /// One value is no literal of the same kind.
    case notALiteral(Text, kind: String)
    case twice(Text)
    case tooMany(Int)

    package var sentence: String {
        switch self {
        case .malformed(let argument):
            return "'\(argument)' is not NAME=VALUE,VALUE: as patience=1h,2h,4h"
        case .unknown(let name, let near):
            return "no value is called '\(name)'; a rule file says: let \(name) = …"
                + (near.map { ". Did you mean '\($0)'?" } ?? "")
        case .computed(let name):
            return "'\(name)' is computed from others; vary a value that is a literal"
        case .notALiteral(let text, let kind): return "'\(text)' is not \(kind), as the value in the rules is"
        case .twice(let name): return "'\(name)' is varied twice; give all its values at once"
        case .tooMany(let count):
            return "that makes \(count) combinations, and at most \(Variation.most) are run at once"
        }
    }
}

/// What `--vary` asks for: named values, and what each is in turn.
package struct Variation: Hashable, Sendable {
    /// How many combinations there may be.
    package static let most = 64

    package let values: [VariedValue]

    /// - Parameter arguments: as `patience=1h,2h,4h`; a comma in quotation marks belongs to its text.
    package init(_ arguments: [String]) throws(VariationError) {
        var values: [VariedValue] = []
        for argument in arguments {
            guard let sign = argument.firstIndex(of: "=") else { throw .malformed(argument) }
            let name = Text(String(argument[..<sign]).trimmed)
            let texts = Variation.list(String(argument[argument.index(after: sign)...]))
            if name.string.isEmpty || texts.contains("") { throw .malformed(argument) }
            if values.contains(where: { $0.name == name }) { throw .twice(name) }
            values.append(VariedValue(name: name, values: texts.map { Text($0) }))
        }
        var count = 1
        for value in values {
            let (product, isTooMuch) = count.multipliedReportingOverflow(by: value.values.count)
            count = isTooMuch ? .max : product
            if count > Variation.most { throw .tooMany(count) }
        }
        self.values = values
    }

    private static func list(_ text: String) -> [String] {
        var parts = [""]
        var isQuoted = false
        for letter in text {
            if letter == "\"" { isQuoted.toggle() }
            if letter == ",", !isQuoted { parts.append("") } else { parts[parts.count - 1].append(letter) }
        }
        return parts.map(\.trimmed)
    }

    /// Every combination, the last value varying fastest; one empty one if nothing is varied.
    package var combinations: [[Text]] {
        values.reduce([[]]) { combinations, value in
            combinations.flatMap { before in value.values.map { before + [$0] } }
        }
    }

    /// The rule files with the named values replaced by those of a combination.
    /// - Parameters:
    ///   - compilation: of the rules as they are, without a mistake.
    ///   - combination: one of `combinations`.
    package func sources(_ compilation: Compilation, _ combination: [Text]) throws(VariationError) -> [Source] {
        var edits: [(range: SourceRange, text: String)] = []
        for (value, text) in zip(values, combination) {
            let declaration = try Variation.declaration(of: value.name, compilation)
            let literal = try Variation.literal(text, insteadOf: declaration, value.name, compilation)
            edits.append((declaration.range, literal))
        }
        var sources = compilation.sources
        for edit in edits.sorted(by: { $0.range.start > $1.range.start }) {
            var bytes = sources[edit.range.file].bytes
            bytes.replaceSubrange(edit.range.start..<edit.range.end, with: Array(edit.text.utf8))
            let old = sources[edit.range.file]
            sources[edit.range.file] = Source(path: old.path, bytes: bytes, kind: old.kind)
        }
        return sources
    }

    /// The `let` of a name.
    private static func declaration(of name: Text, _ compilation: Compilation) throws(VariationError)
        -> LetDeclaration
    {
        var names: [Text] = []
        for case .let(let declaration) in compilation.files.flatMap(\.declarations) {
            if declaration.name.text == name { return declaration }
            names.append(declaration.name.text)
        }
        throw .unknown(name, near: nearMiss(name, among: names))
    }

    /// The whole declaration with another value.
    private static func literal(
        _ text: Text, insteadOf declaration: LetDeclaration, _ name: Text, _ compilation: Compilation
    ) throws(VariationError) -> String {
        guard let kind = kind(of: declaration, compilation) else { throw .computed(name) }
        // A text may be given without its quotation marks, which a shell takes away.
        let candidates = kind == .text ? [text.string, Variation.quoted(text)] : [text.string]
        for candidate in candidates {
            let source = Source(path: "", text: "let x = \(candidate)")
            var diagnostics: [Diagnostic] = []
            let tree = parse(source, file: 0, diagnostics: &diagnostics)
            guard diagnostics.isEmpty, tree.declarations.count == 1, case .let(let one) = tree.declarations[0],
                Kind(one) == kind
            else { continue }
            let written = compilation.sources[declaration.name.range.file].bytes[
                declaration.name.range.start..<declaration.name.range.end]
            return "let \(String(decoding: written, as: UTF8.self)) = \(candidate)"
        }
        throw .notALiteral(text, kind: kind.words)
    }

    private static func quoted(_ text: Text) -> String {
        "\"" + text.string.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Of what kind a literal is, also one that is the name of another.
    private static func kind(of declaration: LetDeclaration, _ compilation: Compilation) -> Kind? {
        var next = declaration
        // A circle of names does not compile.
        for _ in 0..<1_000 {
            if let kind = Kind(next) { return kind }
            guard case .name(let name) = next.value, let other = try? Variation.declaration(of: name.text, compilation)
            else { return nil }
            next = other
        }
        return nil
    }
}

/// What a literal is.
private enum Kind {
    case number, text, boolean, date, time, duration

    /// Nil of what is no literal.
    init?(_ declaration: LetDeclaration) {
        if declaration.onCalendar != nil {
            self = .duration
            return
        }
        switch declaration.value {
        case .literal(let value, _): self.init(value)
        case .negative(.literal(let value, _), _): self.init(value)
        default: return nil
        }
    }

    private init(_ value: Value) {
        switch value {
        case .number: self = .number
        case .text: self = .text
        case .boolean: self = .boolean
        case .date: self = .date
        case .time: self = .time
        case .duration: self = .duration
        }
    }

    var words: String {
        switch self {
        case .number: return "a number"
        case .text: return "a text"
        case .boolean: return "true or false"
        case .date: return "a date"
        case .time: return "a time"
        case .duration: return "a length of time, as 30min, 4h or 2d"
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
