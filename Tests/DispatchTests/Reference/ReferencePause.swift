import Events
import RuleLanguage

extension InstanceFold {
    /// When an episode's wait runs, from its anchor on, by the events up to the present instant: the last piece has no
    /// end unless it is paused.
    private func running(_ episode: Episode) -> [ReferenceCalendar.Opening] {
        guard let pause = view.rule.pause else {
            return [ReferenceCalendar.Opening(begin: episode.anchorTime, end: .distantFuture)]
        }
        let a = episode.anchorTime
        var pieces: [ReferenceCalendar.Opening] = []
        // "if there is none, it runs"
        var begin: Timestamp? = a
        for t in Set(view.timeline.map(\.time)).sorted() where t <= past {
            let events = instant(t).filter(view.joins)
            let pauses = events.contains { view.matches(pause.from, $0, anchor: episode.anchor) }
            let runs = events.contains { view.matches(pause.until, $0, anchor: episode.anchor) }
            if runs {
                // "one with an event of Q runs"
                begin = begin ?? max(t, a)
            } else if pauses {
                if let begin, t > begin { pieces.append(ReferenceCalendar.Opening(begin: begin, end: t)) }
                begin = nil
            }
        }
        if let begin { pieces.append(ReferenceCalendar.Opening(begin: begin, end: .distantFuture)) }
        return pieces
    }

    /// end(T): "the first instant t >= a such that [a, t) holds T of time that is open (if T is on a calendar) and not
    /// paused, as far as the events up to now tell"
    func end(of duration: RuleDuration, _ episode: Episode) -> Timestamp {
        let a = episode.anchorTime
        guard view.rule.pause != nil else { return view.after(a, duration) }
        let running = running(episode)
        switch duration {
        case .elapsed(let span):
            if span <= .zero { return a }
            var rest = span
            for piece in running {
                let length = piece.end - piece.begin
                if length >= rest { return piece.begin + rest }
                rest = rest - length
            }
            return .distantFuture
        case .open(let span, let place):
            // Beyond the last piece nothing runs.
            return view.calendar(place).after(a, open: span, until: running.last?.end ?? a) { opening in
                running.compactMap { piece in
                    let begin = max(piece.begin, opening.begin)
                    let end = min(piece.end, opening.end)
                    return begin < end ? ReferenceCalendar.Opening(begin: begin, end: end) : nil
                }
            }
        case .workingDays: return view.after(a, duration)
        }
    }
}
