import Events

/// Operands one behind the other, as they are read.
///
/// What is joined by `and` or `or` may be grouped in any way, so a long chain becomes a tree that is flat: whoever walks
/// through it needs no stack for each part. What computes is grouped from the left.
struct OperandChain {
    private var operands: [ExpressionSyntax]
    /// Between each two operands: all the same, `and` or `or`.
    private var joint: BinaryOperator?
    private var joints: [SourceRange] = []
    /// How many operators that compute stand in each other.
    private(set) var depth = 0

    init(_ first: ExpressionSyntax) { operands = [first] }

    static func isBalanced(_ joint: BinaryOperator) -> Bool { joint == .and || joint == .or }

    mutating func join(_ joint: BinaryOperator, _ operand: ExpressionSyntax, at range: SourceRange) {
        guard OperandChain.isBalanced(joint) else {
            return wrap { .binary(joint, $0, operand, operatorRange: range) }
        }
        if joint != self.joint {
            operands = [whole]
            joints = []
            self.joint = joint
        }
        operands.append(operand)
        joints.append(range)
    }

    /// Makes what was read so far the operand of something else that computes.
    mutating func wrap(_ form: (ExpressionSyntax) -> ExpressionSyntax) {
        operands = [form(whole)]
        joint = nil
        joints = []
        depth += 1
    }

    /// The expression so far.
    var whole: ExpressionSyntax { tree(operands.indices) }

    private func tree(_ part: Range<Int>) -> ExpressionSyntax {
        guard let joint, part.count > 1 else { return operands[part.lowerBound] }
        let middle = (part.lowerBound + part.upperBound + 1) / 2
        return .binary(
            joint, tree(part.lowerBound..<middle), tree(middle..<part.upperBound), operatorRange: joints[middle - 1])
    }
}
