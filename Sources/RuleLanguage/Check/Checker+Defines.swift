import Events

extension Checker {
    mutating func collectDefines(_ declarations: [Declaration]) {
        for case .define(let define) in declarations {
            let name = define.name.text
            if define.name.isUnread { continue }
            if let first = declared.defines.byName[name]?.name.range ?? declared.lets.byName[name]?.name.range {
                reportTwice("the defined name", define.name, first: first)
                continue
            }
            declared.defines.byName[name] = define
            declared.defines.names.append(name)
        }
        followDefines()
    }

    // MARK: What they mean

    /// The pattern that a define stands for.
    ///
    /// One that speaks of no rule is resolved where it is used first, and known from then on, so that defines that use
    /// defines cost what they are long.
    mutating func meaning(of define: DefineDeclaration, rule: RuleContext?, isAnchor: Bool) -> Pattern {
        let name = define.name.text
        if let known = declared.defines.resolved[name] {
            guard spend(known.work, deeper: known.depth, at: define.name.range) else {
                return Pattern(alternatives: [])
            }
            typesInRule.formUnion(known.types)
            return known.pattern
        }
        guard declared.defines.common.contains(name) else {
            return pattern(define.pattern, rule: rule, isAnchor: isAnchor)
        }
        let outside = typesInRule
        typesInRule = []
        let before = work
        work.deepest = work.depth
        let pattern = pattern(define.pattern, rule: rule)
        if !work.isSpent && !work.isTooDeep {
            declared.defines.resolved[name] = ResolvedDefine(
                pattern: pattern, types: typesInRule, work: before.left - work.left, depth: work.deepest - work.depth)
        } else {
            // What is left of it is as if it could not be read.
            declared.defines.endless.insert(name)
        }
        work.deepest = max(before.deepest, work.deepest)
        typesInRule.formUnion(outside)
        return pattern
    }

    /// The types that a define may match.
    mutating func definedTypes(_ name: Text) -> EventTypes {
        if let known = declared.defines.types[name] { return known }
        guard let define = declared.defines.byName[name], !declared.defines.endless.contains(name),
            work.depth < Work.deepest
        else {
            return EventTypes(isComplete: false)
        }
        work.depth += 1
        let found = types(of: define.pattern)
        work.depth -= 1
        declared.defines.types[name] = found
        return found
    }

    /// Defines that no rule uses are checked once on their own.
    mutating func checkUnusedDefines() {
        for name in declared.defines.names where !used.defines.contains(name) {
            guard let define = declared.defines.byName[name], !declared.defines.endless.contains(name) else { continue }
            work.begin()
            _ = meaning(of: define, rule: nil, isAnchor: false)
        }
    }

    /// Keeps each define that means the same in every rule, so that rules can be told by their names.
    mutating func keepDefines() {
        for name in declared.defines.names {
            guard let pattern = declared.defines.resolved[name]?.pattern, !pattern.alternatives.isEmpty else {
                continue
            }
            program.defines.append(Define(name: name, pattern: pattern))
        }
    }

    // MARK: What they are made of

    /// Finds the defines that are endless, and those that mean the same in every rule: depth first, the inner ones
    /// before those that use them. A define is endless if its way comes back to itself or ends in one that does.
    private mutating func followDefines() {
        var way: [DefineStep] = []
        /// Where a define stands on the way; -1 behind it.
        var places: [Text: Int] = [:]
        for start in declared.defines.names where places[start] == nil {
            way.append(step(into: start))
            places[start] = 0
            while let top = way.last {
                guard let next = way[way.count - 1].rest.popLast() else {
                    places[top.name] = -1
                    way.removeLast()
                    if top.isEndless { declared.defines.endless.insert(top.name) }
                    if top.isCommon { declared.defines.common.insert(top.name) }
                    if !way.isEmpty { way[way.count - 1].note(isEndless: top.isEndless, isCommon: top.isCommon) }
                    continue
                }
                switch places[next.text] {
                case nil:
                    places[next.text] = way.count
                    way.append(step(into: next.text))
                case -1:
                    way[way.count - 1].note(
                        isEndless: declared.defines.endless.contains(next.text),
                        isCommon: declared.defines.common.contains(next.text))
                case let place?:
                    reportEndless(next, way[place...].map(\.name))
                    way[way.count - 1].note(isEndless: true, isCommon: false)
                }
            }
        }
    }

    private mutating func reportEndless(_ name: Name, _ circle: [Text]) {
        var shown = circle.map(\.string)
        if shown.count > 12 { shown = shown.prefix(6) + ["…"] + shown.suffix(2) }
        report(
            .endlessDefine, "`\(name.text)` is defined by itself", at: name.range,
            help: circle.count < 2
                ? "a define may use other defines, not itself"
                : "the way goes round: " + (shown + [name.text.string]).joined(separator: ", "))
    }

    private func step(into define: Text) -> DefineStep {
        var step = DefineStep(name: define)
        guard let pattern = declared.defines.byName[define]?.pattern else { return step }
        pattern.forEachName { name in
            if declared.defines.byName[name.text] != nil { step.rest.append(name) }
        }
        step.rest.reverse()
        pattern.forEachValueName { name in
            // What a value means may depend on the rule's keys.
            if let value = declared.lets.byName[name.text], value.literal(declared.lets.byName) == nil {
                step.isCommon = false
            }
            // The alias and the keys are the rule's.
            guard let owner = Dotted(name.text)?.owner, owner != "event", owner != "customer" else { return }
            step.isCommon = false
        }
        return step
    }
}

/// A define on the way from one to those that it uses.
private struct DefineStep {
    var name: Text
    /// The defined names in it that are still to be followed, the first last.
    var rest: [Name] = []
    var isEndless = false
    /// Whether it means the same in every rule.
    var isCommon = true

    /// Takes over what is so of a define that it uses.
    mutating func note(isEndless inner: Bool, isCommon innerIsCommon: Bool) {
        if inner { isEndless = true }
        if !innerIsCommon { isCommon = false }
    }
}

/// What a define means in every rule.
struct ResolvedDefine {
    var pattern: Pattern
    /// The types that a rule looks at by using it.
    var types: Set<Int>
    /// How much work it is to write it out, and how deep that goes.
    var work: Int
    var depth: Int
}
