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
        var offset: TimeSpan
        var sign: Character?
        var caption: String
        var column = 0

        var label: String {
            if offset == .zero { return "0" }
            return offset < .zero ? "\(offset)" : "+\(offset)"
        }
    }

    /// A stretch of the line under it, with its meaning.
    private struct Bar {
        /// Nil: from the beginning of all time.
        var from: TimeSpan?
        var to: TimeSpan
        var legend: String
    }

    var lines: [String] {
        let bars = self.bars
        let (marks, width) = placed(marks(bars))
        var labels = Line()
        var axis = Line()
        var captions = Line()
        axis.fill(0..<width, "─")
        for mark in marks {
            labels.put(mark.label, at: mark.column)
            captions.put(mark.caption, at: mark.column)
            if let sign = mark.sign { axis.put(String(sign), at: mark.column) }
        }
        axis.put("─▶", at: width)
        var lines = [labels.text, axis.text, captions.text]
        func column(_ offset: TimeSpan) -> Int { marks.first { $0.offset == offset }?.column ?? 0 }
        for bar in bars {
            var line = Line()
            let (start, end) = (bar.from.map(column) ?? 0, column(bar.to))
            line.fill(start..<end + 1, "─")
            line.put(bar.from == nil ? "◀" : start == end ? "│" : "├", at: start)
            if start != end { line.put("┤", at: end) }
            line.put(bar.legend, at: width + 3)
            lines.append(line.text)
        }
        for condition in rule.whileConditions {
            var line = Line()
            line.put("◆", at: column(rule.waiting))
            line.put("only if \(text.expression(condition, on: []))", at: width + 3)
            lines.append(line.text)
        }
        return lines
    }

    // MARK: What is on the line

    private var bars: [Bar] {
        var bars: [Bar] = []
        if let counted = CountedTrigger(rule.trigger) {
            bars.append(
                Bar(
                    from: -span(counted.window.within), to: .zero,
                    legend: "at least \(counted.count.shortestDecimal) \(text.pattern(counted.window.pattern))"
                        + (counted.across.map {
                            " across \($0.count.shortestDecimal) \(text.fieldName($0.field))"
                        } ?? "")))
        }
        for unless in rule.unless {
            bars.append(
                Bar(
                    from: unless.lookingBack.map { -span($0) }, to: span(unless.within),
                    legend: "no \(unless.strictly ? "(strictly) " : "")\(text.pattern(unless.pattern))"))
        }
        return bars
    }

    private func marks(_ bars: [Bar]) -> [Mark] {
        var marks: [Mark] = []
        let waiting = rule.waiting
        marks.append(Mark(offset: .zero, sign: waiting == .zero ? "◆" : "●", caption: anchorCaption))
        if waiting > .zero { marks.append(Mark(offset: waiting, sign: "◆", caption: "judged")) }
        if let due = rule.task.due {
            let offset = waiting + span(due)
            if let same = marks.firstIndex(where: { $0.offset == offset }) {
                marks[same].caption += ", due"
            } else {
                marks.append(Mark(offset: offset, sign: "○", caption: "due"))
            }
        }
        if case .date(let fact, let offset) = rule.trigger, offset != .zero {
            let name = program.facts[fact].name.string
            if let same = marks.firstIndex(where: { $0.offset == -offset }) {
                marks[same].caption += ", \(name)"
            } else {
                marks.append(Mark(offset: -offset, sign: "◇", caption: name))
            }
        }
        for offset in bars.flatMap({ [$0.from, $0.to].compactMap { $0 } })
        where !marks.contains(where: { $0.offset == offset }) {
            marks.append(Mark(offset: offset, sign: "┼", caption: ""))
        }
        return marks.sorted { $0.offset < $1.offset }
    }

    private var anchorCaption: String {
        switch rule.trigger {
        case .event(let mode, let pattern, _):
            let pattern = CountedTrigger(rule.trigger)?.window.pattern ?? pattern
            let names = text.groups(of: pattern).flatMap { $0.names.map(\.string) }.joined(separator: " or ")
            return mode == .first ? names : "\(mode.rawValue) \(names)"
        case .date(let fact, let offset):
            if offset == .zero { return program.facts[fact].name.string }
            return rule.waiting == .zero ? "judged" : "start"
        case .yearly(let fact, let minuteOfDay):
            return "\(program.facts[fact].name), each year at \(text.clock(minuteOfDay))"
        }
    }

    private func span(_ duration: RuleDuration) -> TimeSpan {
        switch duration {
        case .elapsed(let span): return span
        }
    }

    /// Gives each mark a column, so that what stands under and above it has room; and the width of all.
    private func placed(_ marks: [Mark]) -> (marks: [Mark], width: Int) {
        var placed = marks
        // Room for what reaches back to the beginning.
        var column = rule.unless.contains { $0.lookingBack == nil } ? 6 : 0
        for place in placed.indices {
            placed[place].column = column
            column += max(6, max(placed[place].label.count, placed[place].caption.count) + 2)
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
