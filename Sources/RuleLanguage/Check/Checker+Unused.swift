import Events

extension DiagnosticKind {
    static let ofUnused = [unusedEvent, unusedDefine, unusedFact, unusedWords]

    static let unusedEvent = DiagnosticKind(
        "unused-event", "An event is declared and no rule, fact or define speaks of it.", severity: .warning,
        wrong: "event chat.ended\n" + rule("when delivery.delayed"), change: "when delivery.delayed",
        to: "when delivery.delayed or chat.ended")
    static let unusedDefine = DiagnosticKind(
        "unused-define", "A name is defined and nobody uses it.", severity: .warning,
        wrong: "define arrival = delivery.delivered\n" + rule("when delivery.delayed"), change: "when delivery.delayed",
        to: "when delivery.delayed unless arrival within 4h")
    static let unusedFact = DiagnosticKind(
        "unused-fact",
        "A fact of an order, a booking and the like is declared and no rule asks for it. One of the customer is shown to "
            + "whoever works the task, also without a rule.", severity: .warning,
        wrong: "fact order.arrives = eta of delivery.delayed\n" + rule("when delivery.delayed"),
        change: "when delivery.delayed", to: "per order\n  when delivery.delayed while order.arrives is missing")
    static let unusedWords = DiagnosticKind(
        "unused-words",
        "A file declares more than three words that nobody uses. That is as it should be where the file is the vocabulary "
            + "of rules that are still to come.",
        severity: .warning,
        wrong: "event chat.ended\nevent desk.visited\nevent form.sent\nevent post.sent\n"
            + rule("when delivery.delayed"),
        change: "when delivery.delayed",
        to: "when delivery.delayed or chat.ended or desk.visited or form.sent or post.sent")
}

/// A word that is declared and that nobody uses.
private struct UnusedWord {
    var kind: DiagnosticKind
    var name: Text
    var range: SourceRange
    var message: String
    var help: String
}

extension Checker {
    /// How many unused words of one file are told one by one. Where there are more, the file is a vocabulary, of which
    /// one uses what one needs, and they are one warning.
    private static let toldEach = 3

    /// What nobody uses, file by file.
    mutating func warnUnused(_ declarations: [Declaration]) {
        let words = declarations.compactMap(unusedWord) + unusedCalendars
        for (_, words) in Dictionary(grouping: words, by: \.range.file).sorted(by: { $0.key < $1.key }) {
            guard words.count > Self.toldEach, let first = words.min(by: { $0.range.start < $1.range.start }) else {
                for word in words { report(word.kind, word.message, at: word.range, help: word.help) }
                continue
            }
            report(
                .unusedWords, "nobody uses \(words.count) of the words that this file declares", at: first.range,
                help: "\(list(words.map(\.name))); leave out what you will not need, or is a rule missing?")
        }
    }

    private func unusedWord(_ declaration: Declaration) -> UnusedWord? {
        switch declaration {
        case .event(let event):
            guard let index = program.schema.index(of: event.type.text), !used.types.contains(index) else { return nil }
            return UnusedWord(
                .unusedEvent, event.type, "nobody uses the event `\(event.type.text)`",
                help: "no rule, fact or define speaks of it; leave it out, or is a rule missing?")
        case .define(let define):
            guard !used.defines.contains(define.name.text) else { return nil }
            return UnusedWord(.unusedDefine, define.name, "nobody uses `\(define.name.text)`")
        case .fact(let fact):
            // What is known of a customer is shown to whoever works their tasks.
            guard let index = declared.facts.places[fact.name.text], !used.facts.contains(index),
                program.facts[index].owner != .customer
            else { return nil }
            return UnusedWord(.unusedFact, fact.name, "nobody asks for the fact `\(fact.name.text)`")
        case .table(let table):
            let name = table.name.text
            guard let index = declared.tables.places[name], !used.tables.contains(index) else { return nil }
            return UnusedWord(
                .unusedTable, table.name, "nobody asks the table `\(name)`",
                help: "leave it out, or use it in a rule: \(name)[…].column")
        case .let(let value):
            guard !used.lets.contains(value.name.text) else { return nil }
            return UnusedWord(.unusedLet, value.name, "nobody uses the value `\(value.name.text)`")
        // What explains a customer is of use without a rule.
        case .score, .journey: return nil
        case .zone, .calendar, .feed, .answers, .route, .gate, .outcome, .touch, .rule, .test: return nil
        }
    }

    private var unusedCalendars: [UnusedWord] {
        program.calendars.indices.compactMap { place in
            let name = program.calendars[place].name
            guard !used.calendars.contains(place), let range = declared.calendars.ranges[name] else { return nil }
            return UnusedWord(
                kind: .unusedCalendar, name: name, range: range, message: "the calendar `\(name)` is not used",
                help: "durations are counted on it as 8h on \(name)")
        }
    }
}

extension UnusedWord {
    fileprivate init(
        _ kind: DiagnosticKind, _ name: Name, _ message: String, help: String = "leave it out, or use it in a rule"
    ) {
        self.init(kind: kind, name: name.text, range: name.range, message: message, help: help)
    }
}
