import Events

/// An expression whose names are resolved.
struct Typed {
    /// Nil is unknown, and fits everything.
    var type: ValueType?
    /// One for each type that the scope matches, in its order: a field has another slot in each. Where nothing is
    /// matched, one.
    var each: [Expression]

    init(_ type: ValueType?, _ each: [Expression]) {
        self.type = type
        self.each = each
    }

    /// The same for each type.
    init(_ type: ValueType?, _ expression: Expression, in scope: Scope) {
        self.init(type, Array(repeating: expression, count: scope.width))
    }

    static func unknown(in scope: Scope) -> Typed { Typed(nil, .missing, in: scope) }

    /// The same type, of other forms.
    func mapEach(_ form: (Expression) -> Expression) -> Typed { map(type, form) }

    func map(_ type: ValueType?, _ form: (Expression) -> Expression) -> Typed { Typed(type, each.map(form)) }
}
