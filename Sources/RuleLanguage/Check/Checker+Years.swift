import Events

extension Checker {
    /// The number of the anniversary, where a name means it: in a `yearly` rule, where no field of the event matched has
    /// that name. A define says the same in every rule, so it knows none.
    mutating func years(_ name: Name, in scope: Scope) -> Typed? {
        guard name.text == "years", let rule = scope.rule, !isInDefine(name.range) else { return nil }
        if rule.isYearly { return Typed(.number, .years, in: scope) }
        guard scope.matched == nil, rule.isAliasKnown else { return nil }
        report(
            .noEventHere, "`years` has no meaning here: it is the number of an anniversary", at: name.range,
            help: "only a rule with `when yearly on FACT` knows it")
        return .unknown(in: scope)
    }

    private func isInDefine(_ range: SourceRange) -> Bool {
        declared.defines.byName.values.contains { define in
            define.range.file == range.file && define.range.start <= range.start && range.end <= define.range.end
        }
    }
}
