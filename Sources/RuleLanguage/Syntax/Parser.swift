/// Reads one file into a tree; every mistake is added to `diagnostics`, and reading goes on behind it.
public func parse(_ source: Source, file: Int, diagnostics: inout [Diagnostic]) -> SyntaxFile {
    SyntaxFile()
}
