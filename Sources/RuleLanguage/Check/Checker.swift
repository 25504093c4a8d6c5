import Events

/// Resolves names and types over all files. Always returns a program; it means something only without errors.
/// - Parameter diagnostics: the mistakes of reading on entry; those of checking are added.
func check(
    _ files: [SyntaxFile], sources: [Source], knownZones: Set<Text>?, zone: @escaping (Text) -> Zone?,
    _ diagnostics: inout DiagnosticList
) -> Program {
    var checker = Checker(sources: sources, knownZones: knownZones, zone: zone, diagnostics)
    checker.check(files)
    diagnostics = checker.reports.diagnostics
    return checker.program
}

/// What is known while a set of files is checked. Its work is split over the files of this folder by idea.
///
/// After a mistake checking goes on. What could not be resolved is of the unknown type (nil), which fits everything,
/// so that one mistake gives one message.
struct Checker {
    let sources: [Source]
    var zones: KnownZones

    var program = Program()
    var reports: Reports
    var declared = DeclaredNames()
    var used = UsedNames()
    var fieldCarriers = FieldCarriers()

    /// The event types that the rule in work looks at; their key fields must be of one type.
    var typesInRule: Set<Int> = []
    var work = Work()

    init(
        sources: [Source], knownZones: Set<Text>?, zone: @escaping (Text) -> Zone?, _ diagnostics: DiagnosticList
    ) {
        self.sources = sources
        zones = KnownZones(names: knownZones, named: zone)
        reports = Reports(diagnostics)
    }

    mutating func check(_ files: [SyntaxFile]) {
        let declarations = files.flatMap(\.declarations)
        if hasTooManyRules(declarations) { return }
        declared.isSomethingLost =
            declarations.contains(where: \.isNameUnread) || hasErrorOutsideOfRules(declarations)
        collectTypes(declarations)
        collectZone(declarations)
        zones.site = program.zone.flatMap(zones.named) ?? .utc
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
        collectOutcomes(declarations)
        for file in files { suspect(comments: file.comments) }
        suspectDisguises(files)
        checkUnusedLets(files)
        checkUnusedDefines()
        keepDefines()
        for case .test(let test) in declarations { check(test) }
        if !reports.diagnostics.hasErrors { warn(declarations) }
        program.sortRules()
    }

    /// Adds a diagnostic, unless the same mistake at the same place is known: a define is resolved for each rule
    /// that uses it.
    mutating func report(
        _ kind: DiagnosticKind, _ message: String, at range: SourceRange,
        help: String? = nil, suggestion: String? = nil
    ) {
        guard reports.isNews(kind, at: range) else { return }
        var help = help
        if kind.severity == .error, let suggestion, let written = words(range), looksAlike(suggestion, written) {
            help = difference(Text(written), Text(suggestion))
        }
        reports.add(kind, message, at: range, help: help, suggestion: suggestion)
    }

    /// Whether a part of the declaration could not be read, so that what seems to be missing may stand there.
    func hasSyntaxError(in range: SourceRange) -> Bool {
        reports.syntaxErrors.beginsWithin(file: range.file, range.start, range.end)
    }

    /// Whether what stands behind these words could not be read, so that they may be only the half of it.
    func isCutOff(_ range: SourceRange) -> Bool {
        let bytes = sources[range.file].bytes
        let next = bytes[min(range.end, bytes.count)...].firstIndex { $0 > UInt8(ascii: " ") } ?? bytes.count
        return reports.syntaxErrors.beginsWithin(file: range.file, range.start, next)
    }

    /// Whether something could not be read where names are declared; what follows it up to the next declaration is
    /// lost.
    private func hasErrorOutsideOfRules(_ declarations: [Declaration]) -> Bool {
        !reports.syntaxErrors.areAllWithin(declarations.filter(\.usesNamesOnly).map(\.range))
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
        case .feed, .answers, .route, .gate, .outcome, .touch, .rule, .test: return true
        }
    }

    fileprivate var isNameUnread: Bool {
        switch self {
        case .zone, .feed, .answers, .route, .gate, .outcome, .touch, .test: return false
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
