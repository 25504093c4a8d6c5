import Events

/// `2026-03-02 14:00Z` of `2026-03-02T14:00:31.5Z`: who works a task needs no seconds.
func shortTime(_ time: String) -> String { time.prefix(10) + " " + time.dropFirst(11).prefix(5) + "Z" }

/// A time as it stands in a task's file; nil if it is none.
func timestamp(_ time: String) -> Timestamp? { try? Timestamp.parse(Text(time)).get() }

extension TimeSpan {
    /// To two units at most: `2d3h`, `1h20min`, `45s`.
    var rounded: TimeSpan {
        let unit: Int64 = seconds >= 86_400 ? 3_600 : seconds >= 60 ? 60 : 1
        return TimeSpan(seconds: seconds / unit * unit)
    }
}
