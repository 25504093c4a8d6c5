import Events

/// A key field of a rule.
struct RuleKey {
    var name: Text
    var range: SourceRange
    /// Nil if it could not be found out.
    var type: FieldType?
}
