import Events

extension DiagnosticKind {
    static let ofWrittenTypes = [writtenTwice]

    static let writtenTwice = DiagnosticKind(
        "type-declared-twice",
        "Two declarations speak of the same events: each type that stands in files is declared once.",
        wrong: "event call.missed type \"call.completed\" agent text", change: "\"call.completed\"",
        to: "\"call.missed\"")
}

extension Checker {
    /// What an event stands for in files. One for which another declaration stands is reported; then it stands for
    /// nothing, and keeps its name, so that what speaks of it is no second mistake.
    mutating func writtenType(of event: EventDeclaration) -> Text {
        let written = event.writtenType?.text ?? event.type.text
        guard let index = program.schema.index(ofWritten: written) else { return written }
        let other = program.schema.types[index].name
        let range = event.writtenType?.range ?? event.type.range
        let where_ =
            declared.types.ranges[other].map { "in \(place($0, seenFrom: range))" } ?? "the language's own"
        report(
            .writtenTwice,
            "the type \"\(written.string.shown(upTo: 80))\" is declared twice: `\(other)` stands for it too",
            at: range, help: "that declaration is \(where_)")
        return Text("\(event.type.text)\n")
    }
}
