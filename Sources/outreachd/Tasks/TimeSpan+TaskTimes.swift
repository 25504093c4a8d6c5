import Events

/// A time as it stands in a task's file; nil if it is none.
func timestamp(_ time: String) -> Timestamp? { try? Timestamp.parse(Text(time)).get() }

extension TimeSpan {
    /// To two units at most: `40d`, `2d3h`, `1h20min`, `45s`.
    var rounded: TimeSpan {
        let unit: Int64 = seconds >= 864_000 ? 86_400 : seconds >= 86_400 ? 3_600 : seconds >= 60 ? 60 : 1
        return TimeSpan(seconds: seconds / unit * unit)
    }
}
