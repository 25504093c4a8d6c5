package import Events
import RuleLanguage

/// Values and instants as a person reads them, in the site's zone.
package struct SiteWords: Sendable {
    private let zone: Zone

    package init(zone: Zone) { self.zone = zone }

    package func written(_ value: Value) -> String {
        if case .text(let text) = value { return text.string }
        return self.value(value)
    }

    package func value(_ value: Value) -> String {
        if case .time(let time) = value { return clock(time) }
        return English.value(value)
    }

    /// `2026-03-02 14:00` in the site's zone, with seconds only where there are any.
    package func clock(_ time: Timestamp) -> String {
        let local = zone.local(time)
        guard local.date.parts.year <= 9_999, local.date.parts.year >= 1 else { return "never" }
        let second = local.secondOfDay
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let seconds = second % 60 == 0 ? "" : ":\(two(second % 60))"
        return "\(local.date) \(two(second / 3_600)):\(two(second / 60 % 60))\(seconds)"
    }
}
