import Events

extension DiagnosticKind {
    static let ofClauses = [missingTitle, missingClause, clauseTwice]

    static let missingTitle = DiagnosticKind(
        "missing-title", "A rule or an outcome has no title, the text that people read.",
        wrong: "rule late when delivery.delayed task recovery to care say \"Call.\"", change: "rule late",
        to: "rule late \"Late\"")
    static let missingClause = DiagnosticKind(
        "missing-clause", "A rule lacks `when`, `task` or `say`, or an outcome `when` or `within`: it says nothing.",
        wrong: "rule late \"Late\" when delivery.delayed task recovery to care", change: "to care",
        to: "to care say \"Call.\"")
    static let clauseTwice = DiagnosticKind(
        "clause-twice", "A clause (not `unless`, `while`, `escalate`) stands twice in a rule, or a part in an outcome.",
        wrong: rule("when delivery.delayed", "after 1h", "after 2h"), change: "  after 1h\n", to: "")
}

/// The clauses of a rule by kind.
struct Clauses {
    var per: (keys: [Name], range: SourceRange)?
    var when: (syntax: WhenSyntax, range: SourceRange)?
    var unless: [(syntax: UnlessSyntax, range: SourceRange)] = []
    var after: (DurationLiteral, range: SourceRange)?
    var pause: (PauseSyntax, range: SourceRange)?
    var whileConditions: [ExpressionSyntax] = []
    var task = Task()
    var keep: SourceRange?
    var again: (DurationLiteral, range: SourceRange)?
    var expire: DurationLiteral?
    /// Those that may stand several times, by their word.
    var several: [String: [SourceRange]] = [:]
    /// By the place where a clause begins, the stretch up to the next.
    var reaches: [Int: SourceRange] = [:]

    /// What the rule says of its tasks: who gets them and what they read, and the way of the tasks to them.
    struct Task {
        var syntax: TaskSyntax?
        var say: TemplateSyntax?
        var holdout: (HoldoutSyntax, range: SourceRange)?
        var surge: SurgeSyntax?
        /// In the order written.
        var escalations: [EscalationSyntax] = []
    }

    /// From a clause to the next one: a word that could not be read may have belonged to it.
    func reach(_ clause: SourceRange) -> SourceRange { reaches[clause.start] ?? clause }
}

extension Checker {
    /// Sorts the clauses of a rule, and reports what stands twice and what is missing.
    mutating func clauses(of rule: RuleDeclaration) -> Clauses {
        var clauses = Clauses()
        var first: [String: SourceRange] = [:]
        for (number, clause) in rule.clauses.enumerated() {
            let next = number + 1 < rule.clauses.count ? rule.clauses[number + 1].range.start - 1 : rule.range.end
            clauses.reaches[clause.range.start] = SourceRange(
                file: clause.range.file, start: clause.range.start, end: next)
            if let word = clause.kind.onlyOnce {
                if let earlier = first[word] {
                    let keyword = SourceRange(
                        file: clause.range.file, start: clause.range.start,
                        end: min(clause.range.end, clause.range.start + word.utf8.count))
                    report(
                        .clauseTwice, "`\(word)` stands twice in the rule `\(rule.name.text)`", at: keyword,
                        help:
                            "the first is in \(place(earlier, seenFrom: clause.range)); only unless, while and escalate may "
                            + "stand several times")
                    continue
                }
                first[word] = clause.range
            }
            switch clause.kind {
            case .per(let keys): clauses.per = (keys, clause.range)
            case .when(let when): clauses.when = (when, clause.range)
            case .unless(let unless):
                clauses.unless.append((unless, clause.range))
                clauses.several["unless", default: []].append(clause.range)
            case .after(let duration): clauses.after = (duration, clause.range)
            case .pause(let pause): clauses.pause = (pause, clause.range)
            case .while(let condition):
                clauses.whileConditions.append(condition)
                clauses.several["while", default: []].append(clause.range)
            case .task(let task): clauses.task.syntax = task
            case .say(let say): clauses.task.say = say
            case .keep: clauses.keep = clause.range
            case .again(let duration): clauses.again = (duration, clause.range)
            case .expire(let duration): clauses.expire = duration
            case .holdout(let holdout): clauses.task.holdout = (holdout, clause.range)
            case .surge(let surge): clauses.task.surge = surge
            case .escalate(let escalation):
                clauses.task.escalations.append(escalation)
                clauses.several["escalate", default: []].append(clause.range)
            }
        }
        // What could not be read may be what is missing.
        if !rule.hasMistakes && !hasSyntaxError(in: rule.range) { reportMissing(in: rule, clauses) }
        return clauses
    }

    private mutating func reportMissing(in rule: RuleDeclaration, _ clauses: Clauses) {
        if rule.title == nil {
            report(
                .missingTitle, "the rule `\(rule.name.text)` has no title", at: rule.name.range,
                help: "put it in quotes behind the name: rule \(rule.name.text) \"What people will read\"")
        }
        let required: [(String, Bool, String)] = [
            ("when", clauses.when != nil, "say what starts it: when event.type"),
            ("task", clauses.task.syntax != nil, "say who gets it: task recovery to queue"),
            ("say", clauses.task.say != nil, "say what the person reads: say \"…\""),
        ]
        let missing = required.filter { !$0.1 }
        if missing.isEmpty { return }
        let names = missing.map { "`\($0.0)`" }
        let listed =
            names.count == 1 ? names[0] : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
        report(
            .missingClause, "the rule `\(rule.name.text)` has no \(listed)", at: rule.name.range,
            help: missing.map(\.2).joined(separator: "; "))
    }
}

extension Clause.Kind {
    /// The keyword of a clause that may stand once in a rule.
    fileprivate var onlyOnce: String? {
        switch self {
        case .per: return "per"
        case .when: return "when"
        case .unless, .while, .escalate: return nil
        case .after: return "after"
        case .pause: return "pause"
        case .task: return "task"
        case .say: return "say"
        case .keep: return "keep"
        case .again: return "again"
        case .expire: return "expire"
        case .holdout: return "holdout"
        case .surge: return "surge"
        }
    }
}
