import Events

/// Every word that has a meaning of its own somewhere in the language. The lexer, the parser, the formatter and the
/// editors' grammars all read this one table.
///
/// None is reserved everywhere: a word is a keyword only where the grammar asks for it, and never within backticks.
package enum Keyword: String, CaseIterable, Hashable, Sendable {
    case zone, calendar, event, define, `let`, fact, score, journey, table, feed, answers, route, inhibit, budget,
        quiet, outcome, touch,
        rule, test

    case per, when, unless, after, pause, `while`, task, say, keep, again, expire, holdout, surge, escalate

    case text, number, boolean, time, date
    case optional

    case first, latest, each, at, before, yearly, on, within, across, `as`, `where`
    case strictly, looking, back, since, `for`, key
    case of, to, priority, due
    case halfLife = "half-life"
    case add, stage, rises, above, below
    case type, from, brings, every, hold, by, user, group, deputy
    case among, good, ours, theirs
    case `if`, any, even, unclaimed, undone, counting, outside, except
    case mon, tue, wed, thu, fri, sat, sun
    case closed, opened = "open"

    case or, and, not, `in`, contains, `is`, missing, present, `else`, rounded
    case `true`, `false`, now
    case seen, count, distinct, sum, average, min, max, previous

    case customer, happened, expect, nothing, withdrawn, missed, held, escalated, because, done,
        dismissed, claimed, released, snoozed, until, falls, silent, heard

    /// What a keyword is for; a colour in an editor.
    package enum Role: String, CaseIterable, Sendable {
        case declaration, clause, type, modifier, structure, `operator`, constant, function, step
    }

    package var role: Role {
        switch self {
        case .zone, .calendar, .event, .define, .let, .fact, .score, .journey, .table, .feed, .answers, .route,
            .inhibit, .budget, .quiet, .outcome, .touch, .rule, .test:
            return .declaration
        case .per, .when, .unless, .after, .pause, .while, .task, .say, .keep, .again, .expire, .holdout, .surge,
            .escalate:
            return .clause
        case .text, .number, .boolean, .time, .date: return .type
        case .optional, .first, .latest, .each, .strictly, .yearly: return .modifier
        case .at, .before, .on, .within, .across, .as, .where, .looking, .back, .since, .for, .key, .of, .to, .priority,
            .due,
            .from,
            .brings, .every, .hold, .by, .user, .group, .deputy, .if, .any, .even, .unclaimed, .undone, .counting,
            .outside, .except, .among, .good, .ours, .theirs, .halfLife, .add, .stage, .rises, .above, .below, .closed,
            .opened, .type, .mon, .tue,
            .wed,
            .thu, .fri, .sat, .sun:
            return .structure
        case .or, .and, .not, .in, .contains, .is, .missing, .present, .else, .rounded: return .operator
        case .true, .false, .now: return .constant
        case .seen, .count, .distinct, .sum, .average, .min, .max, .previous: return .function
        case .customer, .happened, .expect, .nothing, .withdrawn, .missed, .held, .escalated, .because, .done,
            .dismissed,
            .claimed, .released, .snoozed, .until, .falls, .silent, .heard:
            return .step
        }
    }

    /// Whether it begins a declaration and is the name of a field in many an event, so that only what follows tells.
    var isCommonField: Bool { [.score, .journey, .outcome, .touch].contains(self) }

    var text: Text { Text(rawValue) }

    static func all(_ roles: Role...) -> [Keyword] { allCases.filter { roles.contains($0.role) } }

    static let declarations = all(.declaration)
    static let clauses = all(.clause)
    static let types = all(.type)
    static let functions = all(.function)

    /// What may stand behind a complete name, pattern or expression in a declaration or a rule.
    static let followers: Set<Keyword> = Set(
        declarations + clauses
            + [
                .or, .and, .in, .contains, .is, .if, .else, .rounded, .where, .within, .as, .looking, .across, .of, .to,
                .priority, .due, .until, .since, .for, .among,
            ])

    static let byText: [Text: Keyword] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.text, $0) })
}
