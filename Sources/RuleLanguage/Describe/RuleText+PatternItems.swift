import Events

extension RuleText {
    /// A pattern taken apart into what its author wrote: names of `define` instead of what they stand for, and a
    /// condition that several alternatives share said once.
    func groups(of pattern: Pattern) -> [PatternGroup] {
        var groups: [PatternGroup] = []
        for item in items(of: pattern) {
            if let last = groups.last, let shared = shared(last.condition, item.condition) {
                groups[groups.count - 1].names.append(item.name)
                groups[groups.count - 1].condition = shared
            } else {
                groups.append(PatternGroup(names: [item.name], condition: item.condition))
            }
        }
        return groups
    }

    private func items(of pattern: Pattern) -> [PatternItem] {
        var items: [PatternItem] = []
        var rest = pattern.alternatives[...]
        while let first = rest.first {
            if let (define, condition) = longestDefine(at: rest) {
                items.append(PatternItem(name: define.name, condition: condition))
                rest = rest.dropFirst(define.pattern.alternatives.count)
            } else {
                items.append(
                    PatternItem(
                        name: program.schema.types[first.type].name, condition: matched(first.condition, first.type)))
                rest = rest.dropFirst()
            }
        }
        return items
    }

    private func matched(_ condition: Expression?, _ type: Int) -> Matched? {
        condition.map { Matched(condition: $0, fields: program.schema.types[type].fields) }
    }

    /// The define that the most of the alternatives come from, and what each of them says beyond it.
    private func longestDefine(
        at alternatives: ArraySlice<Pattern.Alternative>
    ) -> (define: Define, condition: Matched?)? {
        guard let first = alternatives.first else { return nil }
        var best: (define: Define, condition: Matched?)?
        for define in program.defines.thatMayBegin(first) {
            let defined = define.pattern.alternatives
            guard defined.count <= alternatives.count, defined.count > best?.define.pattern.alternatives.count ?? 0,
                // Another name for one type says less than the type.
                defined.count > 1 || defined[0].condition != nil,
                let condition = beyond(defined, alternatives)
            else { continue }
            best = (define, condition)
        }
        return best
    }

    /// What alternatives ask beyond those of a define, one and the same of each: nil inside if nothing.
    private func beyond(_ defined: [Pattern.Alternative], _ alternatives: ArraySlice<Pattern.Alternative>) -> Matched??
    {
        var all: Matched??
        for (part, whole) in zip(defined, alternatives) {
            guard part.type == whole.type, let beyond = whole.condition.beyond(part.condition) else { return nil }
            let condition = matched(beyond, whole.type)
            guard let before = all else {
                all = .some(condition)
                continue
            }
            guard let both = shared(before, condition) else { return nil }
            all = .some(both)
        }
        return all
    }

    /// Two conditions as one, if they say the same of two types: nil inside if neither says anything.
    private func shared(_ a: Matched?, _ b: Matched?) -> Matched?? {
        guard let a, let b else { return a == nil && b == nil ? .some(nil) : nil }
        let fields = a.fields + b.fields
        let moved = b.condition.movingSlots(by: a.fields.count)
        guard let condition = a.condition.merged(with: moved, fields) else { return nil }
        // Where nothing is missing of the first, nothing was taken from the second.
        return .some(Matched(condition: condition, fields: a.condition.hasMissing ? fields : a.fields))
    }
}

extension Expression {
    /// Whether it asks for a field that the event matched cannot have.
    fileprivate var hasMissing: Bool {
        var waiting = [self]
        while let next = waiting.popLast() {
            if case .missing = next { return true }
            waiting += next.operands
        }
        return false
    }

    /// The same, its bare fields found further on in a longer list.
    fileprivate func movingSlots(by count: Int) -> Expression {
        if case .field(let slot) = self { return .field(slot + count) }
        // The fields inside a window function are those of the event counted.
        return mapOperands { $0.movingSlots(by: count) }
    }

    /// This expression, if `other` is the same with its fields in other slots, or lacks some that this one has and
    /// the other way round: both are one condition, asked of different types.
    fileprivate func merged(with other: Expression, _ fields: [Field]) -> Expression? {
        switch (self, other) {
        case (.missing, .field): return other
        case (.field, .missing): return self
        case (.field(let a), .field(let b)): return fields[a].name == fields[b].name ? self : nil
        case (.not(let a), .not(let b)): return a.merged(with: b, fields).map { .not($0) }
        case (.negative(let a), .negative(let b)): return a.merged(with: b, fields).map { .negative($0) }
        case (.lookup(let table, let column, let a), .lookup(let other, let cell, let b)):
            guard table == other, column == cell else { return nil }
            return a.merged(with: b, fields).map { .lookup(table: table, column: column, key: $0) }
        case (.isMissing(let a), .isMissing(let b)): return a.merged(with: b, fields).map { .isMissing($0) }
        case (.isPresent(let a), .isPresent(let b)): return a.merged(with: b, fields).map { .isPresent($0) }
        case (.binary(let operation, let a, let b), .binary(let other, let c, let d)):
            guard operation == other, let left = a.merged(with: c, fields), let right = b.merged(with: d, fields) else {
                return nil
            }
            return .binary(operation, left, right)
        case (.isIn(let a, let list), .isIn(let b, let others)) where list.count == others.count:
            guard let needle = a.merged(with: b, fields) else { return nil }
            let items = zip(list, others).compactMap { $0.merged(with: $1, fields) }
            return items.count == list.count ? .isIn(needle, items) : nil
        case (.choice(let a, let c, let b), .choice(let x, let z, let y)):
            guard let value = a.merged(with: x, fields), let condition = c.merged(with: z, fields),
                let other = b.merged(with: y, fields)
            else { return nil }
            return .choice(value, if: condition, otherwise: other)
        case (.otherwise(let a, let b), .otherwise(let c, let d)):
            guard let value = a.merged(with: c, fields), let other = b.merged(with: d, fields) else { return nil }
            return .otherwise(value, other)
        case (.rounded(let a, let digits), .rounded(let b, let others)) where digits == others:
            return a.merged(with: b, fields).map { .rounded($0, digits: digits) }
        case (.dayStart(let a), .dayStart(let b)): return a.merged(with: b, fields).map { .dayStart($0) }
        default: return self == other ? self : nil
        }
    }
}

extension Expression? {
    /// What this condition asks beyond `part`, which it begins with: nil inside if nothing; nil if it does not begin so.
    fileprivate func beyond(_ part: Expression?) -> Expression?? {
        guard let part else { return .some(self) }
        if self == part { return .some(nil) }
        if case .binary(.and, let first, let second)? = self, first == part { return .some(second) }
        return nil
    }
}
