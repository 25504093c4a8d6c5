import Events
import Glibc
import RuleLanguage

/// Section "Score": what the page says, added up from all events each time it is asked.
extension ReferenceView {
    /// One line of a score and an event that its pattern matches.
    struct Addition {
        var event: Event
        /// Nil where the weight is missing, which "adds nothing".
        var weight: Double?
    }

    private var whole: ReferenceView { ReferenceView.ofCustomer(self, task: rule, nil) }

    /// "the instant's weights ordered by source, id and the lines' order"
    func additions(to score: Score, at t: Timestamp) -> [Addition] {
        let whole = whole
        var additions: [Addition] = []
        for event in timeline where event.time == t {
            for add in score.adds where whole.matches(add.pattern, event, anchor: nil) {
                var weight: Double?
                if let expression = add.weights.first(where: { $0.type == event.type })?.expression,
                    case .number(let number)? = whole.value(expression, of: event, anchor: nil, at: t)
                {
                    weight = number
                }
                additions.append(Addition(event: event, weight: weight))
            }
        }
        return additions
    }

    /// "computed instant by instant in time order (the value of the instant before, times exp2 of minus the time between
    /// over the half-life, then the instant's weights …), and read rounded"
    /// - Parameter included: whether the instant t itself counts; else it is the moment before.
    func scoreValue(_ score: Score, at t: Timestamp, included: Bool = true) -> Double? {
        var value = 0.0
        var last: Timestamp?
        func seconds(_ span: TimeSpan) -> Double { Double(span.seconds) + Double(span.nanoseconds) / 1e9 }
        func fade(to instant: Timestamp) {
            if let last { value *= exp2(-(seconds(instant - last) / seconds(score.halfLife))) }
        }
        for instant in Set(timeline.map(\.time)).sorted() where instant < t || (included && instant == t) {
            let additions = additions(to: score, at: instant)
            // "An instant is one at which an `add` matched."
            if additions.isEmpty { continue }
            fade(to: instant)
            for addition in additions { value += addition.weight ?? 0 }
            last = instant
        }
        fade(to: t)
        // "(value x 100) to the nearest whole, over 100", halves away from zero; "-0 is 0; what is not finite is missing"
        let hundredths = value * 100
        guard hundredths.isFinite else { return nil }
        let magnitude = hundredths.magnitude.rounded(.down)
        let rounded = hundredths.magnitude - magnitude >= 0.5 ? magnitude + 1 : magnitude
        return rounded == 0 ? 0 : (hundredths < 0 ? -rounded : rounded) / 100
    }

    /// "the first by source and id of the instant's events that added something other than 0"; nil if the score does not
    /// go past the level by the instant's events.
    func crossing(_ crossing: Crossing, at t: Timestamp) -> Event? {
        let score = program.scores[crossing.score]
        guard let before = scoreValue(score, at: t, included: false), let after = scoreValue(score, at: t) else {
            return nil
        }
        switch crossing.direction {
        case .fallsBelow: guard before >= crossing.level, after < crossing.level else { return nil }
        case .risesAbove: guard before <= crossing.level, after > crossing.level else { return nil }
        }
        return adding(to: score, at: t).first
    }

    /// "the instant's events that added something other than 0"
    func adding(to score: Score, at t: Timestamp) -> [Event] {
        var events: [Event] = []
        for addition in additions(to: score, at: t) where (addition.weight ?? 0) != 0 {
            if events.last != addition.event { events.append(addition.event) }
        }
        return events
    }

    /// "what added in [t - 4 half-lives, t], the latest twenty"
    func evidence(of score: Score, at t: Timestamp) -> [Event] {
        let start = t - score.halfLife - score.halfLife - score.halfLife - score.halfLife
        let instants = Set(timeline.map(\.time)).sorted().filter { $0 >= start && $0 <= t }
        return instants.flatMap { adding(to: score, at: $0) }.suffix(20)
    }

    // MARK: Journeys

    /// What each event up to t says of a journey, for one key: the stage, and since when it has been.
    func stages(_ journey: Journey, key factKey: Value?, through t: Timestamp) -> [(
        event: Event, stage: Text, since: Timestamp
    )] {
        let whole = whole
        var found: [(event: Event, stage: Text, since: Timestamp)] = []
        for event in timeline where event.time <= t {
            if case .key = journey.owner {
                guard let slot = journey.keySlots.first(where: { $0.type == event.type })?.slot,
                    let carried = event.fields[slot], carried != .text(""), carried == factKey
                else { continue }
            }
            // "of two stages that one event matches, the one written later"
            guard let stage = journey.stages.last(where: { whole.matches($0.pattern, event, anchor: nil) }) else {
                continue
            }
            let since = found.last.flatMap { $0.stage == stage.name ? $0.since : nil } ?? event.time
            found.append((event, stage.name, since))
        }
        return found
    }
}
