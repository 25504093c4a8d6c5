import Events

/// Resolves names and types over all files. Always returns a program; it means something only without errors.
/// - Parameter diagnostics: the mistakes of reading on entry; those of checking are added.
func check(
    _ files: [SyntaxFile], sources: [Source], knownZones: Set<Text>?, zone: @escaping (Text) -> Zone?,
    _ diagnostics: inout DiagnosticList
) -> Program {
    var checker = Checker(sources: sources, knownZones: knownZones, zone: zone, diagnostics)
    checker.check(files)
    diagnostics = checker.diagnostics
    return checker.program
}

/// What is known while a set of files is checked. Its work is split over the files of this folder by idea.
///
/// After a mistake checking goes on. What could not be resolved is of the unknown type (nil), which fits everything,
/// so that one mistake gives one message.
struct Checker {
    let sources: [Source]
    let knownZones: Set<Text>?
    /// The data of a zone; nil if there is none of that name.
    let zone: (Text) -> Zone?
    /// Where a time of a test without an offset is.
    var siteZone = Zone.utc

    var program = Program()
    private(set) var diagnostics: DiagnosticList

    /// Whether a declaration could not be read: then a name that nobody declares may be the one declared there, and
    /// it is a mistake only if it is near another one.
    var isSomethingLost = false
    /// Where a name was declared first.
    var typeRanges: [Text: SourceRange] = [:]
    /// Types whose declaration is in doubt, so that nobody can say which fields they have.
    var doubtfulTypes: Set<Int> = []
    /// Fields whose type could not be read.
    var doubtfulFields: Set<TypedSlot> = []
    var defines: [Text: DefineDeclaration] = [:]
    /// In the order written, the first of each name.
    var defineOrder: [Text] = []
    /// Defines that speak of themselves, or of one that does.
    var endlessDefines: Set<Text> = []
    var defineTypes: [Text: EventTypes] = [:]
    /// Defines that mean the same in every rule; and what they mean, once they were used.
    var commonDefines: Set<Text> = []
    var resolvedDefines: [Text: ResolvedDefine] = [:]
    /// Named values, the first of each name, and their names in the order written.
    var lets: [Text: LetDeclaration] = [:]
    var letOrder: [Text] = []
    /// Those that are made of themselves, or of one that is; and those whose way was followed to its end.
    var endlessLets: Set<Text> = []
    var letsFollowed: Set<Text> = []
    var facts: [Text: Int] = [:]
    var factRanges: [Text: SourceRange] = [:]
    /// Facts whose declaration had a mistake; a name that means one of them is no second mistake.
    var brokenFacts: Set<Text> = []
    /// In the order of `program.scores`, of `program.journeys`.
    var scoreDeclarations: [ScoreDeclaration] = []
    var journeyDeclarations: [JourneyDeclaration] = []
    /// Journeys of which a part has a mistake.
    var brokenJourneys: Set<Int> = []
    /// By name, the place in `program.rules`.
    var rules: [Text: Int] = [:]
    var ruleRanges: [Text: SourceRange] = [:]
    /// For each rule of the program, its key fields with their types.
    var ruleKeys: [[RuleKey]] = []
    /// By name, where event types carry a field; made when the first rule asks.
    var fieldCarriers: [Text: [TypedSlot]]?
    /// By keys, where they are carried: many rules have the same keys.
    var knownKeySlots: [[Field]: KeySlots] = [:]
    /// The queues that the rules' tasks are for, once a route has asked.
    var taskQueues: Set<Text>?
    /// For each budget of the program, where it stands.
    var budgetRanges: [SourceRange] = []
    /// Rules of which a part could not be read, perhaps the keys.
    var doubtfulRules: Set<Int> = []

    /// By name, the place in `program.tables`.
    var tables: [Text: Int] = [:]
    /// Tables whose declaration or file had a mistake.
    var brokenTables: Set<Text> = []
    var usedTables: Set<Int> = []

    /// By name, the place in `program.calendars`.
    var calendars: [Text: Int] = [:]
    var calendarRanges: [Text: SourceRange] = [:]

    /// What all rules use, for the warnings.
    var usedCalendars: Set<Int> = []
    var usedTypes: Set<Int> = []
    var usedDefines: Set<Text> = []
    var usedLets: Set<Text> = []
    var usedFacts: Set<Int> = []
    var testedRules: Set<Int> = []
    /// The event types that the rule in work looks at; their key fields must be of one type.
    var typesInRule: Set<Int> = []
    /// Texts and values that were reported to have a character in them that is not seen.
    var unseenTexts: [SourceRange] = []
    var work = Work()
    /// Whether it was said that something is too large.
    var isTooLarge = false

    private let syntaxErrors: SyntaxErrors
    private var reported: Set<Report> = []
    private struct Report: Hashable {
        var code: String
        var range: SourceRange
    }

    init(
        sources: [Source], knownZones: Set<Text>?, zone: @escaping (Text) -> Zone?, _ diagnostics: DiagnosticList
    ) {
        self.sources = sources
        self.knownZones = knownZones
        self.zone = zone
        self.diagnostics = diagnostics
        syntaxErrors = SyntaxErrors(diagnostics.errors)
    }

    mutating func check(_ files: [SyntaxFile]) {
        let declarations = files.flatMap(\.declarations)
        if hasTooManyRules(declarations) { return }
        isSomethingLost = declarations.contains(where: \.isNameUnread) || hasErrorOutsideOfRules(declarations)
        collectTypes(declarations)
        collectZone(declarations)
        siteZone = program.zone.flatMap(zone) ?? .utc
        collectCalendars(declarations)
        collectTables(declarations)
        collectLets(declarations)
        collectDefines(declarations)
        collectFacts(declarations)
        resolveScores()
        resolveJourneys()
        checkCircles()
        collectFeeds(declarations)
        collectAnswers(declarations)
        collectRules(declarations)
        for case .rule(let rule) in declarations { check(rule) }
        collectRoutes(declarations)
        collectGates(declarations)
        for file in files { suspect(comments: file.comments) }
        suspectDisguises(files)
        checkUnusedLets(files)
        checkUnusedDefines()
        keepDefines()
        for case .test(let test) in declarations { check(test) }
        if !diagnostics.hasErrors { warn(declarations) }
        program.sortRules()
    }

    /// Adds a diagnostic, unless the same mistake at the same place is known: a define is resolved for each rule
    /// that uses it.
    mutating func report(
        _ kind: DiagnosticKind, _ message: String, at range: SourceRange,
        help: String? = nil, suggestion: String? = nil
    ) {
        // Words that could not be read mean nothing that could be wrong.
        guard !syntaxErrors.contains(range) else { return }
        guard reported.insert(Report(code: kind.code, range: range)).inserted else { return }
        var help = help
        if kind.severity == .error, let suggestion, let written = words(range), looksAlike(suggestion, written) {
            help = difference(Text(written), Text(suggestion))
        }
        diagnostics.add(
            kind.severity, code: kind.code, message, at: range, help: help, suggestion: suggestion)
    }

    /// Whether a part of the declaration could not be read, so that what seems to be missing may stand there.
    func hasSyntaxError(in range: SourceRange) -> Bool {
        syntaxErrors.beginsWithin(file: range.file, range.start, range.end)
    }

    /// Whether what stands behind these words could not be read, so that they may be only the half of it.
    func isCutOff(_ range: SourceRange) -> Bool {
        let bytes = sources[range.file].bytes
        let next = bytes[min(range.end, bytes.count)...].firstIndex { $0 > UInt8(ascii: " ") } ?? bytes.count
        return syntaxErrors.beginsWithin(file: range.file, range.start, next)
    }

    /// Whether something could not be read where names are declared; what follows it up to the next declaration is
    /// lost.
    private func hasErrorOutsideOfRules(_ declarations: [Declaration]) -> Bool {
        !syntaxErrors.areAllWithin(declarations.filter(\.usesNamesOnly).map(\.range))
    }

    /// `line 3`, or `rules/a.rules, line 3` if that is not the file of `other`.
    func place(_ range: SourceRange, seenFrom other: SourceRange) -> String {
        let source = sources[range.file]
        let line = source.position(of: range.start).line
        return range.file == other.file ? "line \(line)" : "\(source.path), line \(line)"
    }

    /// The words of the source, if they are few and on one line.
    func words(_ range: SourceRange) -> String? {
        let bytes = sources[range.file].bytes
        guard range.start < range.end, range.end <= bytes.count, range.end - range.start <= 40 else { return nil }
        let text = bytes[range.start..<range.end]
        return text.contains(UInt8(ascii: "\n")) ? nil : Letters.text(text)
    }
}

extension Declaration {
    fileprivate var usesNamesOnly: Bool {
        switch self {
        case .zone, .calendar, .event, .define, .let, .fact, .table, .score, .journey: return false
        case .feed, .answers, .route, .gate, .rule, .test: return true
        }
    }

    fileprivate var isNameUnread: Bool {
        switch self {
        case .zone, .feed, .answers, .route, .gate, .test: return false
        case .calendar(let calendar): return calendar.name.isUnread
        case .event(let event): return event.type.isUnread || event.fields.contains(where: \.name.isDotted)
        case .define(let define): return define.name.isUnread
        case .let(let value): return value.name.isUnread
        case .fact(let fact): return fact.name.isUnread
        case .score(let score): return score.name.isUnread
        case .journey(let journey): return journey.name.isUnread
        case .rule(let rule): return rule.name.isUnread
        case .table(let table): return table.name.isUnread
        }
    }
}

extension Name {
    /// Whether it stands for a name that could not be read, which is reported already.
    var isUnread: Bool { text.string.isEmpty }
}

/// `"a", "b" and "c"`, at most six of them.
func list(_ names: [Text]) -> String {
    let shown = names.prefix(6).map { "`\($0)`" }
    if names.count > 6 { return shown.joined(separator: ", ") + " and \(names.count - 6) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
}
