import Events

/// Comparisons that everyday speech cuts short.
extension Checker {
    /// `x = null`, where nothing is called so: told as `x is missing`.
    mutating func comparisonWithNothing(
        _ op: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax, at range: SourceRange,
        in scope: Scope
    ) -> Typed? {
        guard op == .equal || op == .notEqual, case .name(let name) = right,
            EverydayWords.missing.contains(name.text.string.lowercased()), !fieldNames(scope).contains(name.text),
            declared.lets.byName[name.text] == nil
        else { return nil }
        report(
            .wrongType, "a value that is not there is not compared with `\(name.text)`", at: range.joined(right.range),
            suggestion: op == .equal ? "is missing" : "is present")
        return expression(left, in: scope).map(.boolean) { op == .equal ? .isMissing($0) : .isPresent($0) }
    }

    /// `x = "a" or "b"`, where the second text is compared with nothing: told as `x in ("a", "b")`.
    mutating func valuesWithoutList(
        _ op: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax, in scope: Scope
    ) -> Typed? {
        guard right.isPlainLiteral, let begin = left.comparisonGoingOn else { return nil }
        return compareWithList(
            begin.subject, begin.values + [right], isNegated: begin.isNegated, at: left.range.joined(right.range),
            in: scope)
    }

    /// Reports that values are compared one by one, and compares them as a list.
    mutating func compareWithList(
        _ subject: ExpressionSyntax, _ values: [ExpressionSyntax], isNegated: Bool, at range: SourceRange,
        in scope: Scope
    ) -> Typed {
        let written = values.map { text($0.range) }.joined(separator: ", ")
        report(
            SyntaxMistake.wrongOperator.kind, "several values to compare with stand in a list", at: range,
            suggestion: "\(isNegated ? "not " : "")\(text(subject.range)) in (\(written))")
        return expression(.isIn(subject, values, range), in: scope)
    }

    /// The elements of a list; `"a" or "b"` among them is reported, and is two.
    mutating func separated(_ element: ExpressionSyntax) -> [ExpressionSyntax] {
        guard let values = element.joinedValues else { return [element] }
        report(
            SyntaxMistake.wrongOperator.kind, "the values of a list are separated by commas", at: element.range,
            suggestion: values.map { text($0.range) }.joined(separator: ", "))
        return values
    }

    /// What stands in the source.
    private func text(_ range: SourceRange) -> String {
        Letters.text(sources[range.file].bytes[range.start..<range.end])
    }
}

extension ExpressionSyntax {
    /// The parts of `"a" or "b"`; nil if it is anything else.
    var joinedValues: [ExpressionSyntax]? {
        guard case .binary(.or, let left, let right, _) = self, right.isPlainLiteral else { return nil }
        if left.isPlainLiteral { return [left, right] }
        return left.joinedValues.map { $0 + [right] }
    }

    /// `x = "a"`, and `x = "a" or "b"`, behind which more values may stand; nil if it is anything else.
    fileprivate var comparisonGoingOn: (subject: ExpressionSyntax, values: [ExpressionSyntax], isNegated: Bool)? {
        guard case .binary(let op, let left, let right, _) = self, right.isPlainLiteral else { return nil }
        switch op {
        case .equal, .notEqual: return (left, [right], op == .notEqual)
        case .or, .and: return left.comparisonGoingOn.map { ($0.subject, $0.values + [right], $0.isNegated) }
        default: return nil
        }
    }
}
