import Backtest
import Engine
import Events
import RuleLanguage
import TaskDispatch
import Testing

/// Events that happened, a line each, and rules that are run over them.
///
///     2026-03-02T10:00Z delivery.delayed c-1 order o-9 days 2
struct Story {
    let program: Program
    let variation: Variation
    private let compilation: Compilation

    init(_ rules: String, vary: [String] = []) throws {
        let source = Source(path: "story.rules", text: rules)
        compilation = compile([source])
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        try #require(errors.isEmpty, "\(errors.map { render($0, [source]) }.joined())")
        program = try #require(compilation.program)
        variation = try Variation(vary)
    }

    /// - Parameter zone: the site's.
    func backtest(
        _ lines: String, _ settings: BacktestSettings = BacktestSettings(), zone: Zone = .utc
    ) throws -> BacktestFigures {
        try #require(try figures(events(lines), settings, zone: zone))
    }

    func figures(
        _ events: [Event], _ settings: BacktestSettings = BacktestSettings(), zone: Zone = .utc
    ) throws -> BacktestFigures? {
        let engines = try variation.combinations.map { combination in
            let varied = compile(try variation.sources(compilation, combination))
            return RuleEngine(program: try #require(varied.program), zones: ZoneTable(site: zone))
        }
        var backtest = Backtest(engines, variation, settings)
        for event in events { backtest.accept(.event(event)) }
        return backtest.figures()
    }

    func events(_ lines: String) throws -> [Event] {
        try lines.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }.enumerated().map { number, line in
            let words = line.split(separator: " ").map { Text(String($0)) }
            let time = try Timestamp.parse(words[0], secondsOptional: true).get()
            let type = try #require(program.schema.index(of: words[1]), "\(words[1])")
            let fields = program.schema.types[type].fields
            var values = [Value?](repeating: nil, count: fields.count)
            for place in stride(from: 3, to: words.count, by: 2) {
                let slot = try #require(fields.firstIndex { $0.name == words[place] }, "\(words[place])")
                let word = words[place + 1]
                switch fields[slot].type {
                case .text: values[slot] = .text(word)
                case .number: values[slot] = .number(try #require(Double(word.string)))
                case .boolean: values[slot] = .boolean(word == "true")
                case .time: values[slot] = .time(try Timestamp.parse(word, secondsOptional: true).get())
                case .date: values[slot] = .date(try #require(CalendarDate(word)))
                }
            }
            return Event(
                identity: EventIdentity(source: "/s", id: Text("e\(number)")), type: type, customer: words[2],
                time: time, fields: values)
        }
    }
}

/// A rule of these stories: all have one shape, and differ in what they are told.
/// - Parameter clause: one more.
func rule(
    _ name: String, per key: String? = "order", when trigger: String = "parcel.late",
    unless ending: String = "parcel.there", within patience: String = "2h", and clause: String? = nil
) -> String {
    """
    rule \(name) "\(name)"
    \(key.map { "  per     \($0)\n" } ?? "")  when    \(trigger)
      unless  \(ending)  within \(patience)
    \(clause.map { "  \($0)\n" } ?? "")  task    recovery to care
      say     "Call."

    """
}

extension BacktestFigures {
    /// The only run.
    var run: RunFigures { runs[0] }
}

extension PeriodFigures {
    func row(_ name: String) -> RowFigures? {
        rows.first { row in
            switch row.row {
            case .rule(let rule): return rule == Text(name)
            case .ofClass(let taskClass): return taskClass.rawValue == name
            case .all: return name == "all"
            }
        }
    }

    func against(_ row: String, _ outcome: String) -> OutcomeOfRow? {
        self.row(row)?.against.first { $0.outcome == Text(outcome) }
    }

    func outcome(_ name: String) -> OutcomeFigures? { outcomes.first { $0.name == Text(name) } }
}

func time(_ text: String) throws -> Timestamp { try Timestamp.parse(Text(text), secondsOptional: true).get() }
