/// `quiet X 20:00-08:30 [on sat, sun] [except urgent]` or `quiet X outside CAL [except …]`: hours in which no task of X
/// comes out.
package struct QuietHours: Hashable, Sendable {
    package enum Hours: Hashable, Sendable {
        /// Minutes after midnight where the customer is; `from` in 0..<1440, `to` in 0...1440 (24:00), and different;
        /// `from > to` goes over midnight and belongs to the day on which it begins. `days`: weekdays, Monday is 0, in ascending order; all seven if none is said.
        case daily(from: Int, to: Int, days: [Int])
        /// When a calendar, by its place in the program, is closed.
        case outside(calendar: Int)
    }
    package var what: TaskSelector
    package var hours: Hours
    /// Tasks of these priorities come out nevertheless; in ascending order.
    package var except: [Priority]
    package init(what: TaskSelector, hours: Hours, except: [Priority]) {
        self.what = what
        self.hours = hours
        self.except = except
    }
}
