import DeepStack
package import Events

/// A rule for people: one sentence to read aloud, what follows from it, and a drawing of its time line.
package struct RuleDescription: Hashable, Sendable {
    package var name: Text
    package var title: Text
    /// When it opens which task, in one sentence.
    package var sentence: String
    /// What else there is to know, a sentence each.
    package var notes: [String]
    /// Lines of text.
    package var drawing: [String]
}

extension Program {
    /// A rule for people, put into words on a stack of its own: they follow its expressions as deep as these go.
    /// - Parameter rule: its place in `rules`.
    package func description(ofRule rule: Int) -> RuleDescription {
        onDeepStack {
            let sentence = RuleSentence(program: self, rule: rules[rule])
            return RuleDescription(
                name: rules[rule].name, title: rules[rule].title, sentence: sentence.sentence,
                notes: NamedValues(program: self, rule: rules[rule]).notes + sentence.notes,
                drawing: RuleDrawing(program: self, rule: rules[rule]).lines)
        }
    }
}

extension Rule {
    /// What it waits for at the most before it is judged: the longest is not known where calendars differ.
    var waits: [RuleDuration] { unless.map(\.within).filter { !$0.isZero } + (after.map { [$0] } ?? []) }

    /// Whether it is judged later than at its anchor.
    var isWaiting: Bool { waits.contains { !$0.isZero } }

    /// What further triggers do; nil for a date, which has none.
    var mode: TriggerMode? {
        switch trigger {
        case .event(let mode, _, _), .crossing(let mode, _): return mode
        case .date, .yearly: return nil
        }
    }

    package var isDated: Bool {
        switch trigger {
        case .event, .crossing: return false
        case .date, .yearly: return true
        }
    }
}
