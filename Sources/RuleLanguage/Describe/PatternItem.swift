import Events

/// One alternative as people say it: a type, or a name that stands for several.
struct PatternItem {
    /// `delivery.delayed`, or the name of a `define`.
    var name: Text
    /// What the name does not say already.
    var condition: Matched?
}
