import Events

extension Layout {
    /// The head of a calendar, and a line each for its days, which stand in a column.
    mutating func calendar(_ calendar: CalendarDeclaration, to next: Int) -> [LogicalLine] {
        if let zone = calendar.zone {
            runs[zone.range.start] = zone.range.end
            gaps[beforeToken(zone.range.start, 1)] = 2
        }
        var lines = [line(to: calendar.lines.first?.range.start ?? next, continuation: 4)]
        let column = calendar.lines.map { headWidth($0) }.max() ?? 0
        for (index, line) in calendar.lines.enumerated() {
            let body = prepare(line)
            gaps[body] = column - headWidth(line) + 1
            let end = index + 1 < calendar.lines.count ? calendar.lines[index + 1].range.start : next
            lines.append(self.line(to: end, indent: 2, continuation: column + 3))
        }
        return lines
    }

    /// How wide the words are before the hours or the days of a line.
    private func headWidth(_ line: CalendarDeclaration.Line) -> Int {
        switch line.kind {
        case .hours(let days, _):
            // `sat, sun`: a comma and a blank between.
            let words = days.enumerated().filter { $0.offset == 0 || days[$0.offset - 1].range != $0.element.range }
            return words.reduce(-2) { $0 + width($1.element.range) + 2 }
        case .closed: return Keyword.closed.rawValue.count
        case .open: return Keyword.opened.rawValue.count
        }
    }

    /// Marks what is one word though it is several tokens; the place of what follows the head.
    private mutating func prepare(_ line: CalendarDeclaration.Line) -> Int {
        switch line.kind {
        case .hours(_, let spans):
            for span in spans { joinSpan(span) }
            return spans.first?.range.start ?? line.range.start
        case .closed(let closures):
            for closure in closures {
                breaks.insert(closure.range.start)
                switch closure.days {
                case .days: break
                case .yearly:
                    // `yearly 01-01`
                    let sign = beforeToken(closure.range.end, 2)
                    gaps[sign] = 0
                    gaps[afterToken(sign + 1)] = 0
                }
            }
            return closures.first?.range.start ?? line.range.start
        case .open(let day, let spans):
            for span in spans { joinSpan(span) }
            return day.range.start
        }
    }

    /// `09:00-12:30`, whatever stands between.
    private mutating func joinSpan(_ span: SpanSyntax) {
        breaks.insert(span.range.start)
        let sign = beforeToken(span.range.end, 2)
        gaps[sign] = 0
        gaps[afterToken(sign + 1)] = 0
    }
}
