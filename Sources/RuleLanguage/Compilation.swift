import DeepStack
package import Events

/// What came of a set of rule files.
package struct Compilation: Sendable {
    package var sources: [Source]
    /// One for each source.
    package var files: [SyntaxFile]
    /// Sorted by file and position; of more than anybody reads the first, and how many more there are.
    package var diagnostics: [Diagnostic]
    /// Nil if there is an error.
    package var program: Program?

    /// How many bytes the rules of a program may have together: 16 MiB.
    package static let mostBytes = 16 << 20
    /// How many the files of its tables may have together: 64 MiB.
    package static let mostTableBytes = 64 << 20

    package init(sources: [Source], files: [SyntaxFile], diagnostics: [Diagnostic], program: Program?) {
        self.sources = sources
        self.files = files
        self.diagnostics = diagnostics
        self.program = program
    }
}

/// Parses and checks rule files as one program, on a stack of its own.
/// - Parameters:
///   - knownZones: the names that `zone` may use; nil accepts every name.
///   - zone: the data of a zone, for times of tests that have no offset; one that it does not know is as UTC.
package func compile(
    _ sources: [Source], knownZones: Set<Text>? = nil, zone: @escaping (Text) -> Zone? = { _ in nil }
) -> Compilation {
    onDeepStack {
        var diagnostics = DiagnosticList()
        if diagnostics.addIfTooMuchText(in: sources) {
            let nothing = [SyntaxFile](repeating: SyntaxFile(), count: sources.count)
            return Compilation(sources: sources, files: nothing, diagnostics: diagnostics.sorted(), program: nil)
        }
        let lets = LetNames(sources)
        var files: [SyntaxFile] = []
        for (index, source) in sources.enumerated() {
            files.append(source.kind == .rules ? parse(source, file: index, &diagnostics, lets: lets) : SyntaxFile())
        }
        let program = check(files, sources: sources, knownZones: knownZones, zone: zone, &diagnostics)
        return Compilation(
            sources: sources, files: files, diagnostics: diagnostics.sorted(),
            program: diagnostics.hasErrors ? nil : program)
    }
}

extension DiagnosticList {
    /// Adds that some sources are longer than a program may be, if they are, at the byte that is too much.
    mutating func addIfTooMuchText(in sources: [Source]) -> Bool {
        var before = 0
        for (file, source) in sources.enumerated() where source.kind == .rules {
            defer { before += source.bytes.count }
            guard before + source.bytes.count > Compilation.mostBytes else { continue }
            let kind = DiagnosticKind.tooMuchText
            let place = Compilation.mostBytes - before
            add(
                kind.severity, code: kind.code, "the rules of a program have at most 16 MiB, which end here",
                at: SourceRange(file: file, start: place, end: place),
                help: "is this a rule file? Leave out what is none", suggestion: nil)
            return true
        }
        return false
    }
}
