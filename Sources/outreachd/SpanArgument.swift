import ArgumentParser
import Events
import RuleLanguage

/// A duration on the command line, as the rule language writes it: `60s`, `15min`, `1h30min`, `7d`.
struct SpanArgument: ExpressibleByArgument {
    let span: TimeSpan

    init?(argument: String) {
        guard let span = TimeSpan(written: argument) else { return nil }
        self.span = span
    }

    init(_ span: TimeSpan) { self.span = span }

    var defaultValueDescription: String { span.description }
}
