import Events

/// The time line of a rule, drawn in text. Not to scale: what comes first stands left.
///
///     -1h   0                 +4h     +6h
///     ──────●─────────────────◆───────○──▶
///           delivery.delayed  judged  due
///     ├───────────────────────┤          no contact or delivery.delivered
struct RuleDrawing {
    let program: Program
    let rule: Rule
    private let text: RuleText

    init(program: Program, rule: Rule) {
        self.program = program
        self.rule = rule
        text = RuleText(program: program, rule: rule)
    }

    /// One instant of the line: its time from the anchor, its sign and what stands under it.
    private struct Mark {
        var offset: Offset
        var sign: Character?
        var caption: String
        var column = 0
    }

    /// A stretch of the line under it, with its meaning.
    private struct Bar {
        /// Nil: from the beginning of all time.
        var from: Offset?
        var to: Offset
        var legend: String
        /// Whether hours pass on it that do not count.
        var hasGaps = false
    }

    var lines: [String] {
        let bars = self.bars
        let (marks, width) = placed(marks(bars))
        var labels = Line()
        var axis = Line()
        var captions = Line()
        axis.fill(0..<width, "─")
        for mark in marks {
            labels.put(mark.offset.label, at: mark.column)
            captions.put(mark.caption, at: mark.column)
            if let sign = mark.sign { axis.put(String(sign), at: mark.column) }
        }
        axis.put("─▶", at: width)
        var lines = [labels.text, axis.text, captions.text]
        func column(_ offset: Offset) -> Int { marks.first { $0.offset == offset }?.column ?? 0 }
        for bar in bars {
            var line = Line()
            let (start, end) = (bar.from.map(column) ?? 0, column(bar.to))
            line.fill(start..<end + 1, bar.hasGaps ? "╌" : "─")
            line.put(bar.from == nil ? "◀" : start == end ? "│" : "├", at: start)
            if start != end { line.put("┤", at: end) }
            line.put(bar.legend, at: width + 3)
            lines.append(line.text)
        }
        for condition in rule.whileConditions {
            var line = Line()
            line.put("◆", at: column(judging))
            line.put("only if \(text.expression(condition, on: []))", at: width + 3)
            lines.append(line.text)
        }
        if let pause = rule.pause {
            var line = Line()
            line.put("‖", at: column(.zero))
            line.put("paused from \(text.pattern(pause.from)) until \(text.pattern(pause.until))", at: width + 3)
            lines.append(line.text)
        }
        for calendar in calendars { lines += [""] + CalendarDrawing(calendar: program.calendars[calendar]).lines }
        return lines
    }

    /// Those on which something of the rule is counted, in their order.
    private var calendars: [Int] {
        var durations = rule.waits + (rule.task.due.map { [$0] } ?? []) + rule.outreach.escalations.map(\.after)
        if case .date(_, let offset, _) = rule.trigger, let duration = offset.duration { durations.append(duration) }
        return Set(durations.compactMap(\.calendar)).sorted()
    }

    // MARK: What is on the line

    private var bars: [Bar] {
        var bars: [Bar] = []
        if let counted = CountedTrigger(rule.trigger) {
            bars.append(
                Bar(
                    from: before(counted.window.within), to: .zero,
                    legend: "at least \(counted.count.shortestDecimal) \(text.pattern(counted.window.pattern))"
                        + (counted.across.map {
                            " across \($0.count.shortestDecimal) \(text.fieldName($0.field))"
                        } ?? "") + text.reach(counted.window)))
        }
        for unless in rule.unless {
            bars.append(
                Bar(
                    from: unless.lookingBack.map { before($0) }, to: after(unless.within),
                    legend: "no \(unless.strictly ? "(strictly) " : "")\(text.pattern(unless.pattern))"
                        + (unless.forCustomer ? " for customer" : ""),
                    hasGaps: unless.within.calendar != nil))
        }
        return bars
    }

    private func marks(_ bars: [Bar]) -> [Mark] {
        var marks: [Mark] = []
        let judging = self.judging
        marks.append(Mark(offset: .zero, sign: rule.isWaiting ? "●" : "◆", caption: anchorCaption))
        if rule.isWaiting { marks.append(Mark(offset: judging, sign: "◆", caption: "judged")) }
        if let due = rule.task.due {
            let offset = judging.plus(after(due))
            if let same = marks.firstIndex(where: { $0.offset == offset }) {
                marks[same].caption += ", due"
            } else {
                marks.append(Mark(offset: offset, sign: "○", caption: "due"))
            }
        }
        if case .date(let fact, let offset, _) = rule.trigger, let place = instantOfFact(offset) {
            let name = program.facts[fact].name.string
            if let same = marks.firstIndex(where: { $0.offset == place }) {
                marks[same].caption += ", \(name)"
            } else {
                marks.append(Mark(offset: place, sign: "◇", caption: name))
            }
        }
        for offset in bars.flatMap({ [$0.from, $0.to].compactMap { $0 } })
        where !marks.contains(where: { $0.offset == offset }) {
            marks.append(Mark(offset: offset, sign: "┼", caption: ""))
        }
        return marks.sorted { $0.offset.length < $1.offset.length }
    }

    private var anchorCaption: String {
        switch rule.trigger {
        case .event(let mode, let pattern, _):
            let pattern = CountedTrigger(rule.trigger)?.window.pattern ?? pattern
            let names = text.groups(of: pattern).flatMap { $0.names.map(\.string) }.joined(separator: " or ")
            return mode == .first ? names : "\(mode.rawValue) \(names)"
        case .crossing(let mode, let crossing):
            let crossing = text.crossing(crossing)
            return mode == .first ? crossing : "\(mode.rawValue) \(crossing)"
        case .date(let fact, let offset, let minuteOfDay):
            let clock = minuteOfDay.map { ", at \(text.clock($0))" } ?? ""
            if offset == .none { return program.facts[fact].name.string + clock }
            return (rule.isWaiting ? "start" : "judged") + clock
        case .yearly(let fact, let minuteOfDay):
            return "\(program.facts[fact].name), each year at \(text.clock(minuteOfDay))"
        }
    }

    // MARK: Where on the line

    /// A place on the line, and how it is called.
    private struct Offset: Hashable {
        /// From the anchor, about; exact where no calendar takes part.
        var length: TimeSpan
        var label: String

        static let zero = Offset(length: .zero, label: "0")

        /// A place so much later; both are at the anchor or behind it.
        func plus(_ other: Offset) -> Offset {
            if other == .zero { return self }
            if self == .zero { return other }
            let sum = length + other.length
            let isExact = ![label, other.label].contains { $0.contains(" ") }
            return Offset(length: sum, label: isExact ? "+\(sum)" : label + other.label)
        }
    }

    private func after(_ duration: RuleDuration) -> Offset {
        if duration.isZero { return .zero }
        return Offset(length: duration.usualLength(program.calendars), label: "+\(text.duration(duration))")
    }

    private func before(_ duration: RuleDuration) -> Offset {
        if duration.isZero { return .zero }
        return Offset(length: -duration.usualLength(program.calendars), label: "-\(text.duration(duration))")
    }

    /// Where the instant of the fact lies, seen from the anchor; nil if it is the anchor.
    private func instantOfFact(_ offset: DateOffset) -> Offset? {
        switch offset {
        case .none: return nil
        case .before(let duration): return duration.isZero ? nil : after(duration)
        case .after(let duration): return duration.isZero ? nil : before(duration)
        }
    }

    /// Where it is judged: at the end of the longest wait.
    private var judging: Offset { rule.waits.map { after($0) }.max { $0.length < $1.length } ?? .zero }

    /// Gives each mark a column, so that what stands under and above it has room; and the width of all.
    private func placed(_ marks: [Mark]) -> (marks: [Mark], width: Int) {
        var placed = marks
        // Room for what reaches back to the beginning.
        var column = rule.unless.contains { $0.lookingBack == nil } ? 6 : 0
        for place in placed.indices {
            placed[place].column = column
            column += max(6, max(placed[place].offset.label.count, placed[place].caption.count) + 2)
        }
        return (placed, column)
    }
}

/// A line of text that is written in any order.
private struct Line {
    private var characters: [Character] = []

    mutating func put(_ text: String, at column: Int) {
        for (place, character) in text.enumerated() { set(character, at: column + place) }
    }

    mutating func fill(_ columns: Range<Int>, _ character: Character) {
        for column in columns { set(character, at: column) }
    }

    private mutating func set(_ character: Character, at column: Int) {
        while characters.count <= column { characters.append(" ") }
        characters[column] = character
    }

    var text: String { String(characters) }
}
