import Events

/// Which tasks a surge counts together.
struct SurgeName: Hashable, Sendable, Comparable {
    /// The name of the rule.
    let rule: Text
    /// G; nil without `by`, or where the anchor lacks the field.
    let group: Value?

    static func < (a: SurgeName, b: SurgeName) -> Bool {
        if a.rule != b.rule { return a.rule < b.rule }
        switch (a.group, b.group) {
        case (let x?, let y?): return x < y
        case (nil, .some): return true
        case (nil, nil), (.some, nil): return false
        }
    }
}
