import Demands
import Events

@testable import RuleLanguage

/// One input of the fuzzer: files, parted by NUL, and what must hold for whatever they are: rules, and behind a byte of 1 the
/// files of tables.
struct RuleTrial {
    let sources: [Source]

    init(_ bytes: [UInt8]) {
        sources = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).enumerated().map {
            $0.element.first == 1
                ? Source(path: "\($0.offset).csv", bytes: Array($0.element.dropFirst()), kind: .table)
                : Source(path: "\($0.offset).rules", bytes: Array($0.element))
        }
    }

    func run() {
        let compilation = compile(sources)
        check(compilation)
        if let program = compilation.program { describeAll(program) }
        for source in sources where source.kind == .rules { checkLayout(source) }
        // The same twice: nothing depends on the order of a dictionary. Now and then is enough, for it costs time.
        guard total % 8 == 0 else { return }
        demand(compile(sources).diagnostics == compilation.diagnostics, "other diagnostics for the same files")
    }

    /// Every mistake has a place within its file and a sentence of bounded length; there is a program or an error.
    private func check(_ compilation: Compilation) {
        let failed = compilation.diagnostics.contains { $0.severity == .error }
        demand((compilation.program == nil) == failed, "a program and errors, or neither")
        for diagnostic in compilation.diagnostics {
            let range = diagnostic.range
            demand(sources.indices.contains(range.file), "\(diagnostic) is in no file")
            let length = sources[range.file].bytes.count
            demand(0 <= range.start && range.start <= range.end && range.end <= length, "\(diagnostic) is outside")
            demand(!diagnostic.message.isEmpty && !diagnostic.message.contains("\n"), "\(diagnostic) is no one line")
            demand(known.contains(diagnostic.code), "\(diagnostic.code) is on no page")
        }
        // Each shows its line, and a mistake of every token would be many: the first will do.
        for diagnostic in compilation.diagnostics.prefix(20) {
            let shown = render(diagnostic, sources)
            demand(!shown.isEmpty && shown.utf8.count < 20 * total + 20_000, "a mistake takes too much to show")
        }
        let json = diagnosticsJSON(Array(compilation.diagnostics.prefix(20)), sources: sources)
        demand(json.hasSuffix("]"), "the list of mistakes has no end")
    }

    private func describeAll(_ program: Program) {
        for rule in program.rules.indices.prefix(10) {
            let description = program.description(ofRule: rule)
            demand(!description.sentence.isEmpty, "a rule without a sentence")
            demand(
                description.drawing.allSatisfy { !$0.contains("\n") }, "a line of a drawing with a line end")
        }
    }

    /// What reads well is laid out, the layout reads as the same tree with the same comments, and is its own layout.
    private func checkLayout(_ source: Source) {
        var mistakes: [Diagnostic] = []
        let tree = parse(source, file: 0, diagnostics: &mistakes)
        let isGood = !mistakes.contains { $0.severity == .error }
        let text = format(source).text
        demand((text != nil) == isGood, "a file without mistakes has no layout, or one with mistakes has one")
        guard let text else { return }
        demand(text.utf8.count < 200 * source.bytes.count + 200, "a layout that grows without bound")

        let again = Source(path: source.path, text: text)
        var others: [Diagnostic] = []
        let other = parse(again, file: 0, diagnostics: &others)
        demand(!others.contains { $0.severity == .error }, "the layout does not read: \(others)\n\(text)")
        demand(meaning(tree) == meaning(other), "the layout reads otherwise\n\(text)")
        demand(format(again).text == text, "the layout has another layout\n\(text)")
    }

    private var total: Int { sources.reduce(0) { $0 + $1.bytes.count } }
}

/// The codes of the page of diagnostics.
private let known = Set(DiagnosticKind.all.map(\.code))

/// A tree without its places, so that two layouts of one program are equal.
private func meaning(_ tree: SyntaxFile) -> String {
    var text = ""
    for declaration in tree.declarations { write(declaration, to: &text) }
    for comment in tree.comments {
        // Blanks at its end go.
        text +=
            "#" + comment.text.utf8.split { [0x20, 0x09, 0x0d].contains($0) }.map { "\($0)" }.joined(separator: " ")
    }
    return text
}

private func write(_ part: Any, to text: inout String) {
    if part is SourceRange { return }
    let mirror = Mirror(reflecting: part)
    if mirror.children.isEmpty {
        text += "\(part)"
        return
    }
    text += "("
    for child in mirror.children {
        text += child.label ?? ""
        text += " "
        write(child.value, to: &text)
    }
    text += ")"
}
