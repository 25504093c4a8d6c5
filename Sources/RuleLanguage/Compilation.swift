package import Events

/// What came of a set of rule files.
package struct Compilation: Sendable {
    package var sources: [Source]
    /// One for each source.
    package var files: [SyntaxFile]
    /// Sorted by file and position.
    package var diagnostics: [Diagnostic]
    /// Nil if there is an error.
    package var program: Program?

    package init(sources: [Source], files: [SyntaxFile], diagnostics: [Diagnostic], program: Program?) {
        self.sources = sources
        self.files = files
        self.diagnostics = diagnostics
        self.program = program
    }
}

/// Parses and checks rule files as one program.
/// - Parameter knownZones: the names that `zone` may use; nil accepts every name.
package func compile(_ sources: [Source], knownZones: Set<Text>? = nil) -> Compilation {
    var diagnostics: [Diagnostic] = []
    var files: [SyntaxFile] = []
    for (index, source) in sources.enumerated() {
        files.append(parse(source, file: index, diagnostics: &diagnostics))
    }
    let program = check(files, sources: sources, knownZones: knownZones, diagnostics: &diagnostics)
    diagnostics.sort { ($0.range.file, $0.range.start, $0.range.end) < ($1.range.file, $1.range.start, $1.range.end) }
    let failed = diagnostics.contains { $0.severity == .error }
    return Compilation(sources: sources, files: files, diagnostics: diagnostics, program: failed ? nil : program)
}
