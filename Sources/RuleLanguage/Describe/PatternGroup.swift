import Events

/// Alternatives that share one condition.
struct PatternGroup {
    var names: [Text]
    var condition: Matched?
}
