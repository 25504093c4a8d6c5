import Events
import RuleLanguage

extension Fold {
    /// The next anniversary of a date that is not done with: the first a year or more after the date whose instant is
    /// strictly after the fact was set. One that a change of the customer's zone jumped over is now.
    func nextAnniversary(
        _ instance: Instance, _ progress: DateProgress, _ minuteOfDay: Int, from t: Timestamp
    ) -> (at: Timestamp, name: DateName)? {
        let zone = evaluator.customerZone(at: t)
        guard let origin = progress.value.day(in: zone) else { return nil }
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
}
