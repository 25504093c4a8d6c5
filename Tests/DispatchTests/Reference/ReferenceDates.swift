import Events
import RuleLanguage

/// What a date trigger waits for.
struct DateWait {
    var name: EpisodeName
    /// The event that set the fact to its value.
    var setter: Event
    /// The anchor time: the instant, or when the fact was set if that is later.
    var due: Timestamp
}

extension InstanceFold {
    private var fact: Fact? {
        switch view.rule.trigger {
        case .event, .crossing: return nil
        case .date(let fact, _, _), .yearly(let fact, _): return view.program.facts[fact]
        }
    }

    private var factKey: Value? {
        guard let fact, case .key(let name) = fact.owner else { return nil }
        return view.rule.keys.firstIndex(of: name).map { view.key[$0] }
    }

    /// The value of the fact at t and the event that set it: the first, if several did in a row.
    private func current(at t: Timestamp) -> (setter: Event, value: Value)? {
        guard let fact else { return nil }
        let settings = view.settings(of: fact, key: factKey, through: t)
        guard let last = settings.last else { return nil }
        let run = settings.reversed().prefix { $0.value == last.value }
        return run.last.map { ($0.event, $0.value) }
    }

    /// "A date episode whose fact has another value now": the first event of the instant that carries another value.
    func moving(_ episode: Episode, at t: Timestamp) -> EventIdentity? {
        let value: Value
        switch episode.anchorName {
        case .trigger: return nil
        case .value(let known), .year(let known, _): value = known
        }
        guard let fact, let now = current(at: t), now.value != value else { return nil }
        return view.settings(of: fact, key: factKey, through: t).first { $0.event.time == t && $0.value != value }?
            .event.identity
    }

    private func shifted(_ instant: Timestamp, _ offset: DateOffset) -> Timestamp {
        switch offset {
        case .none: return instant
        case .before(let duration): return view.before(instant, duration)
        case .after(let duration): return view.after(instant, duration)
        }
    }

    /// The date that comes next by what is known at t; its `due` is at or before t if it comes now.
    func nextDate(at t: Timestamp) -> DateWait? {
        guard let (setter, value) = current(at: t) else { return nil }
        let set = setter.time
        switch view.rule.trigger {
        case .event, .crossing: return nil
        case .date(_, let offset, let minuteOfDay):
            let name = EpisodeName.value(value)
            guard !isTaken(name) else { return nil }
            if let minuteOfDay {
                return atTimeOfDay(value, offset, minuteOfDay, at: t).map {
                    DateWait(name: name, setter: setter, due: max(set, $0))
                }
            }
            switch value {
            case .time(let instant):
                return DateWait(name: name, setter: setter, due: max(set, shifted(instant, offset)))
            case .date(let date):
                // "A `date` shifted on a calendar is the start of that day in the calendar's zone."
                let zone = offset.duration?.calendar.map { view.calendar($0).zone } ?? view.zones.site
                let start = zone.instant(of: date, secondOfDay: 0)
                return DateWait(name: name, setter: setter, due: max(set, shifted(start, offset)))
            default: return nil
            }
        case .yearly(_, let minuteOfDay):
            let zone = view.customerZone(at: t)
            let date: CalendarDate
            switch value {
            case .date(let day): date = day
            case .time(let instant): date = zone.local(instant).date
            default: return nil
            }
            let (born, month, day) = date.parts
            var year = born + 1
            while year <= 9_999 {
                let name = EpisodeName.year(value, year)
                if !isTaken(name),
                    let anniversary = CalendarDate(year: year, month: month, day: day)
                        ?? CalendarDate(year: year, month: 2, day: 28)
                {
                    let instant = zone.instant(of: anniversary, secondOfDay: minuteOfDay * 60)
                    // "strictly after the fact was set"; one that a change of zone jumped over is now.
                    if instant > set { return DateWait(name: name, setter: setter, due: instant) }
                }
                year += 1
            }
            return nil
        }
    }

    /// "that time, on the local day of the instant it would have (zone as `yearly`, asked anew as there; a `date` is its
    /// own day in that zone, and whole days before or after it are days of the calendar)"
    private func atTimeOfDay(_ value: Value, _ offset: DateOffset, _ minuteOfDay: Int, at t: Timestamp) -> Timestamp? {
        let zone = view.customerZone(at: t)
        let day: CalendarDate
        switch (value, offset) {
        case (.date(let date), .none): day = date
        case (.date(let date), .before(.elapsed(let span))) where span.seconds % 86_400 == 0:
            day = CalendarDate(days: date.days - Int32(span.seconds / 86_400))
        case (.date(let date), .after(.elapsed(let span))) where span.seconds % 86_400 == 0:
            day = CalendarDate(days: date.days + Int32(span.seconds / 86_400))
        case (.date(let date), _):
            let own = offset.duration?.calendar.map { view.calendar($0).zone } ?? zone
            let instant = shifted(own.instant(of: date, secondOfDay: 0), offset)
            if instant == .distantFuture || instant == .distantPast { return instant }
            day = zone.local(instant).date
        case (.time(let time), _):
            let instant = shifted(time, offset)
            if instant == .distantFuture || instant == .distantPast { return instant }
            day = zone.local(instant).date
        default: return nil
        }
        return zone.instant(of: day, secondOfDay: minuteOfDay * 60)
    }

    /// Done with, or under way.
    private func isTaken(_ name: EpisodeName) -> Bool {
        doneWith.contains(name) || episodes.contains { $0.isLive && $0.anchorName == name }
    }
}
