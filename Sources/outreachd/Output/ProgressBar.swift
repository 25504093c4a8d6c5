import Events
import Glibc

/// A bar on a terminal that fills while long work goes on, with the rate and the time that is left; nothing where no person
/// looks, and nothing of work that is done in a moment.
struct ProgressBar {
    /// What is done, as `reading events`.
    private let what: String
    /// What is counted, as `events`; its rate is told.
    private let unit: String
    private let isOn = errorIsTerminal
    private let began = wallClock()
    private var shown: Timestamp?
    private var count = 0

    /// Nothing is shown before, and so much time passes from one drawing to the next.
    private static let pause = TimeSpan(seconds: 0, nanoseconds: 250_000_000)
    private static let width = 24

    init(_ what: String, unit: String) {
        self.what = what
        self.unit = unit
    }

    /// - Parameters:
    ///   - n: how many more are done.
    ///   - share: how much of the work is done, in 0...1; nil if nobody knows.
    mutating func advance(_ n: Int, share: @autoclosure () -> Double?) {
        count += n
        guard isOn else { return }
        let now = wallClock()
        guard now - (shown ?? began) >= Self.pause else { return }
        if shown == nil { writeToError("") }
        shown = now
        let elapsed = Double((now - began).seconds) + Double((now - began).nanoseconds) / 1e9
        writeToError("\u{1b}[1A\u{1b}[2K\(line(share(), elapsed).cut(to: (errorWidth ?? 80) - 1))")
    }

    /// - Parameter elapsed: seconds since the beginning.
    private func line(_ share: Double?, _ elapsed: Double) -> String {
        Self.line(what: what, unit: unit, count: count, share: share, elapsed: elapsed)
    }

    /// `reading events  ████████░░░░  62 %  1240000 events/s  3s left`
    static func line(what: String, unit: String, count: Int, share: Double?, elapsed: Double) -> String {
        let rate = elapsed > 0 ? Int((Double(count) / elapsed).rounded()) : 0
        guard let share, share.isFinite else { return "\(what)  \(count)  \(rate) \(unit)/s" }
        let done = min(max(share, 0), 1)
        let full = Int((done * Double(width)).rounded(.down))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        var line = "\(what)  \(bar)  \(Int(done * 100)) %  \(rate) \(unit)/s"
        if done > 0 {
            let left = Int64((elapsed * (1 - done) / done).rounded(.up))
            line += "  \(TimeSpan(seconds: left).inDaysHoursMinutes) left"
        }
        return line
    }

    /// Takes the bar away.
    mutating func finish() {
        if shown != nil { writeToError("\u{1b}[1A\u{1b}[2K\u{1b}[1A") }
        shown = nil
    }
}
