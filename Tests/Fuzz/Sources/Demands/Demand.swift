/// What must hold for whatever input. Where it does not, the program ends, so that the fuzzer keeps the input.
public func demand(
    _ holds: Bool, _ complaint: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) {
    if !holds { fatalError(complaint(), file: file, line: line) }
}
