/// Cuts bytes that come piece by piece into lines, and never holds more than one that is too long.
package struct LineBuffer: Sendable {
    private var bytes: [UInt8] = []
    /// Up to where no line end was found.
    private var searched = 0
    private let limit: Int

    /// - Parameter limit: the longest line, in bytes without its end.
    package init(limit: Int) { self.limit = limit }

    package enum Next: Equatable, Sendable {
        /// Without its line end.
        case line([UInt8])
        case more
        /// Nothing that comes after can be understood.
        case tooLong
    }

    package mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Takes the first line out.
    package mutating func next() -> Next {
        if let end = bytes[searched...].firstIndex(of: 0x0a) {
            if end > limit { return .tooLong }
            let line = Array(bytes[..<end])
            bytes.removeSubrange(...end)
            searched = 0
            return .line(line)
        }
        searched = bytes.count
        return bytes.count > limit ? .tooLong : .more
    }

    package var isEmpty: Bool { bytes.isEmpty }
}
