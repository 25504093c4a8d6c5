import Events

/// A condition, and what its bare fields are: by slot those of a type, or of several types one after the other.
struct Matched {
    var condition: Expression
    var fields: [Field]
}
