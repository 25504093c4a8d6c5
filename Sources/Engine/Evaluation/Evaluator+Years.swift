import Events
import RuleLanguage

extension Evaluator {
    /// The zone that `fact customer.zone` names, if it names one; else the site's.
    func customerZone(at t: Timestamp) -> Zone {
        guard let fact = plan.program.customerZone, case .text(let name)? = self.fact(fact, key: nil, at: t)?.value
        else { return plan.zones.site }
        return plan.zones.zone(ofWhoNames: name)
    }

    /// The number of an anniversary, whose day was found in the zone that held at its instant.
    func years(_ anniversary: Anniversary) -> Value? {
        guard let year = anniversary.name.year,
            let day = anniversary.name.value.day(in: customerZone(at: anniversary.at))
        else { return nil }
        return .number(Double(year - day.parts.year))
    }
}

extension Value {
    /// The day of a date, or of a time in a zone; nil of any other value.
    func day(in zone: Zone) -> CalendarDate? {
        switch self {
        case .date(let date): return date
        case .time(let time): return zone.local(time).date
        case .text, .number, .boolean, .duration: return nil
        }
    }
}
