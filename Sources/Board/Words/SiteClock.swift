import Events

/// Times in words, in the site's zone.
struct SiteClock {
    let zone: Zone
    let now: Timestamp

    init(_ visit: Visit) {
        zone = visit.zone
        now = visit.now
    }

    /// `14:00` of today, `tomorrow 09:00`, `yesterday 17:30`, else `Mon 2 Mar 14:00`, with the year where it is another.
    func near(_ time: Timestamp) -> String {
        guard Self.isDate(time) else { return "never" }
        let (date, second) = zone.local(time)
        let today = zone.local(now).date
        switch date.days - today.days {
        case 0: return hour(second)
        case 1: return "tomorrow \(hour(second))"
        case -1: return "yesterday \(hour(second))"
        default:
            let (year, month, day) = date.parts
            // 1970-01-01 was a Thursday.
            let weekday = Self.weekdays[Int((date.days % 7 + 11) % 7)]
            let end = year == today.parts.year ? "" : " \(year)"
            return "\(weekday) \(day) \(Self.months[month - 1])\(end) \(hour(second))"
        }
    }

    /// `2026-03-02 14:00:31`
    func exact(_ time: Timestamp) -> String {
        guard Self.isDate(time) else { return "never" }
        let (date, second) = zone.local(time)
        return "\(date) \(hour(second)):\(Self.two(second % 60))"
    }

    /// How long until a time, or since: `12 min`, `3 h 5 min`, `4 days`.
    func distance(to time: Timestamp) -> String {
        guard Self.isDate(time) else { return "ages" }
        let seconds = time < now ? (now - time).seconds : (time - now).seconds
        let minutes = seconds / 60
        if minutes < 1 { return "less than a minute" }
        if minutes < 60 { return "\(minutes) min" }
        if minutes < 2 * 1_440 { return "\(minutes / 60) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min") }
        return "\(minutes / 1_440) days"
    }

    /// Some systems write the first and the last year for never.
    private static func isDate(_ time: Timestamp) -> Bool {
        time > .yearOne + .days(366) && time < Timestamp(seconds: 253_370_764_800)
    }

    private func hour(_ second: Int) -> String { "\(Self.two(second / 3_600)):\(Self.two(second / 60 % 60))" }
    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
