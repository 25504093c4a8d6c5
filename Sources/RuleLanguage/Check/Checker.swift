import Events

/// Resolves names and types over all files. Always returns a program; it means something only without errors.
func check(
    _ files: [SyntaxFile], sources: [Source], knownZones: Set<Text>?, diagnostics: inout [Diagnostic]
) -> Program {
    Program()
}
