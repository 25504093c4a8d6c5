import Events
import RuleLanguage

extension Fold {
    /// The next anniversary of a date that is not done with: the first a year or more after the date whose instant is
    /// strictly after the fact was set. One that a change of the customer's zone jumped over is now.
    func nextAnniversary(
        _ instance: Instance, _ progress: DateProgress, _ minuteOfDay: Int, from t: Timestamp
    ) -> (at: Timestamp, name: DateName)? {
        let zone = customerZone(at: t)
        guard let origin = date(of: progress.value, in: zone) else { return nil }
        let (firstYear, month, day) = origin.parts
        let setYear = zone.local(progress.setAt).date.parts.year
        var year = max(firstYear + 1, setYear)
        while year <= 9_999 {
            let length = CalendarDate.length(ofMonth: month, year: year)
            guard let anniversary = CalendarDate(year: year, month: month, day: min(day, length)) else { return nil }
            let instant = zone.instant(of: anniversary, secondOfDay: minuteOfDay * 60)
            let name = DateName(value: progress.value, year: year)
            let isDone = progress.settled.contains(name) || instance.episodes.contains { $0.date == name }
            if instant > progress.setAt, !isDone { return (max(instant, t), name) }
            year += 1
        }
        return nil
    }

    /// The zone that `fact customer.zone` names, if it names one; else the site's.
    private func customerZone(at t: Timestamp) -> Zone {
        guard let fact = plan.program.customerZone, case .text(let name)? = evaluator.fact(fact, key: nil, at: t)?.value
        else { return plan.zones.site }
        return plan.zones.zone(ofWhoNames: name)
    }

    private func date(of value: Value, in zone: Zone) -> CalendarDate? {
        switch value {
        case .date(let date): return date
        case .time(let time): return zone.local(time).date
        case .text, .number, .boolean, .duration: return nil
        }
    }
}
