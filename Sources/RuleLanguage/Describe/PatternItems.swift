import Events

/// One alternative as people say it: a type, or a name that stands for several.
struct PatternItem {
    /// `delivery.delayed`, or the name of a `define`.
    var name: Text
    var isDefine: Bool
    /// A type that it matches: the slots of the condition are that type's.
    var type: Int
    /// What the name does not say already.
    var condition: Expression?
}

/// Alternatives that share one condition.
struct PatternGroup {
    var names: [PatternItem]
    /// The type whose slots the condition has.
    var type: Int
    var condition: Expression?
}

extension RuleText {
    /// A pattern taken apart into what its author wrote: names of `define` instead of what they stand for, and a
    /// condition that several alternatives share said once.
    func groups(of pattern: Pattern) -> [PatternGroup] {
        var groups: [PatternGroup] = []
        var lastCondition: String?
        for item in items(of: pattern) {
            let condition = item.condition.map { expression($0, on: item.type) }
            if !groups.isEmpty, condition == lastCondition {
                groups[groups.count - 1].names.append(item)
            } else {
                groups.append(PatternGroup(names: [item], type: item.type, condition: item.condition))
            }
            lastCondition = condition
        }
        return groups
    }

    private func items(of pattern: Pattern) -> [PatternItem] {
        var items: [PatternItem] = []
        var rest = pattern.alternatives[...]
        while let first = rest.first {
            if let (define, condition) = longestDefine(at: rest) {
                items.append(
                    PatternItem(name: define.name, isDefine: true, type: first.type, condition: condition))
                rest = rest.dropFirst(define.pattern.alternatives.count)
            } else {
                let name = program.schema.types[first.type].name
                items.append(PatternItem(name: name, isDefine: false, type: first.type, condition: first.condition))
                rest = rest.dropFirst()
            }
        }
        return items
    }

    /// The define that the most of the alternatives come from, and what each of them says beyond it.
    private func longestDefine(
        at alternatives: ArraySlice<Pattern.Alternative>
    ) -> (define: Define, condition: Expression?)? {
        var best: (define: Define, condition: Expression?)?
        for define in program.defines {
            let defined = define.pattern.alternatives
            guard defined.count <= alternatives.count, defined.count > best?.define.pattern.alternatives.count ?? 0,
                // Another name for one type says less than the type.
                defined.count > 1 || defined[0].condition != nil
            else { continue }
            var shared: (type: Int, condition: Expression?, text: String?)?
            var fits = true
            for (part, whole) in zip(defined, alternatives) {
                guard part.type == whole.type, let beyond = whole.condition.beyond(part.condition) else {
                    fits = false
                    break
                }
                let text = beyond.map { expression($0, on: whole.type) }
                if let shared, shared.text != text {
                    fits = false
                    break
                }
                shared = shared ?? (whole.type, beyond, text)
            }
            if fits, let shared { best = (define, shared.condition) }
        }
        return best
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

/// What `when N P within D across M F` says, read back from the trigger that it stands for.
struct CountedTrigger {
    /// N
    var count: Double
    /// `across M F`
    var across: (count: Double, field: [TypedSlot])?
    /// P and D.
    var window: Window

    /// Nil if the trigger does not count.
    init?(_ trigger: Trigger) {
        guard case .event(_, let pattern, let window?) = trigger, let condition = pattern.alternatives.first?.condition
        else { return nil }
        self.window = window
        // The counting stands last: behind the pattern's own condition, if it has one.
        var places = [condition]
        if case .binary(.and, _, let last) = condition { places.append(last) }
        for place in places {
            if let count = CountedTrigger.count(place, window) {
                self.count = count
                return
            }
            if let both = CountedTrigger.both(place, window) {
                (count, across) = both
                return
            }
        }
        return nil
    }

    private static func both(
        _ condition: Expression, _ window: Window
    ) -> (count: Double, across: (count: Double, field: [TypedSlot]))? {
        guard case .binary(.and, let first, let second) = condition, let count = count(first, window),
            case .binary(.greaterOrEqual, .window(let distinct), .literal(.number(let values))) = second,
            distinct.function == .distinct
        else { return nil }
        return (count, (values, distinct.field))
    }

    private static func count(_ condition: Expression, _ window: Window) -> Double? {
        guard case .binary(.greaterOrEqual, .window(window), .literal(.number(let count))) = condition else {
            return nil
        }
        return count
    }
}
