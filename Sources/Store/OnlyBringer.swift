import Events

/// Who brought all events of some rows of arrivals, if it is one for all.
struct OnlyBringer {
    private(set) var name: Text?
    private var bytes: [UInt8] = []
    private var isNone = false

    /// - Parameter column: of the row, with `brought`.
    /// - Returns: whether it may still be one for all.
    @discardableResult
    mutating func take(_ row: RawStatement, _ column: Int32) -> Bool {
        if isNone { return false }
        guard !row.isNull(column), row.withBytes(column, { isSame($0) }) else {
            isNone = true
            name = nil
            return false
        }
        return true
    }

    /// A row that one brought has one name, and a line end.
    private mutating func isSame(_ names: UnsafeRawBufferPointer) -> Bool {
        if !bytes.isEmpty { return names.elementsEqual(bytes) }
        guard names.count > 1, names.firstIndex(of: UInt8(ascii: "\n")) == names.count - 1 else { return false }
        bytes = Array(names)
        name = Text(String(decoding: names.dropLast(), as: UTF8.self))
        return true
    }
}
