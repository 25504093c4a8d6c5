import ArgumentParser
import Events
import RuleLanguage

/// A duration on the command line, as the rule language writes it: `60s`, `15min`, `1h30min`, `7d`.
struct SpanArgument: CustomStringConvertible {
    let span: TimeSpan

    init(_ span: TimeSpan) { self.span = span }

    /// Reads what stands behind an option; for what is no duration it says what to write.
    @Sendable static func reading(_ argument: String) throws -> SpanArgument {
        switch TimeSpan.read(argument) {
        case .success(let span): return SpanArgument(span)
        case .failure(let mistake):
            throw ValidationError(
                mistake.sentence + (mistake.suggestion.map { ". Did you mean '\($0)'?" } ?? "."))
        }
    }

    var description: String { span.description }
}
