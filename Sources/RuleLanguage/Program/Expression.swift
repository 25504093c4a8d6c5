package import Events

/// An expression whose names are slots. A boolean that is unknown is missing (nil).
package indirect enum Expression: Hashable, Sendable {
    case literal(Value)
    /// A field that the event matched cannot have.
    case missing
    /// A field of the event matched, by slot.
    case field(Int)
    /// `event.id`, `.source`, `.type`, `.time` of the event matched.
    case envelope(EnvelopeField)
    /// `alias.field`: a field of the anchor, whose type is one of these.
    case anchorField([TypedSlot])
    /// `alias.event.time`: the anchor's envelope.
    case anchorEnvelope(EnvelopeField)
    /// `years`: the number of the anniversary, in a rule that is `yearly`.
    case years
    /// `customer.id`
    case customerID
    /// `<key>.id`: the instance's key, by its place in `per`.
    case key(Int)
    /// By index in the program; the place of its key in `per`, nil for a customer's fact.
    case fact(Int, key: Int?)
    /// `task.rule`, `task.class`, `task.queue`, `task.priority`: only in the condition of a route.
    case task(TaskField)
    case not(Expression)
    case negative(Expression)
    case binary(BinaryOperator, Expression, Expression)
    case isIn(Expression, [Expression])
    case isMissing(Expression)
    case isPresent(Expression)
    case window(Window)
    /// `sellers[order.seller].bad`: a cell of a table's row, by places in the program; the column nil is the key itself.
    case lookup(table: Int, column: Int?, key: Expression)
    /// `X if C else Y`: Y, too, where C is unknown.
    case choice(Expression, if: Expression, otherwise: Expression)
    /// `E else F`: F where E is missing.
    case otherwise(Expression, Expression)
    /// `E rounded to N`: to 0...6 digits.
    case rounded(Expression, digits: Int)
    /// The t that the expression is asked at.
    case now
    /// `previous FACT`: as `fact`, the value before the present one.
    case previous(Int, key: Int?)
    /// A value that its author gave a name.
    case named(Text, Expression)
    /// A date as the start of its day in the site's zone.
    case dayStart(Expression)
}
