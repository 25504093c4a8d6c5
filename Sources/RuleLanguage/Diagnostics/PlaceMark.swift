/// The line and column of every so many bytes of a text, both from 0.
struct PlaceMark: Sendable {
    /// How many bytes lie between two marks.
    static let distance = 4_096

    var line = 0
    /// The letters on the line before it.
    var column = 0

    static func marks(of bytes: [UInt8]) -> [PlaceMark] {
        var marks: [PlaceMark] = []
        marks.reserveCapacity(1 + bytes.count / distance)
        var mark = PlaceMark()
        bytes.withUnsafeBufferPointer { bytes in
            for start in stride(from: 0, through: bytes.count, by: distance) {
                marks.append(mark)
                mark.move(over: bytes[start..<min(start + distance, bytes.count)])
            }
        }
        return marks
    }

    mutating func move(over bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 0
            } else if byte & 0xc0 != 0x80 {
                // The first byte of a letter; the others go on with it.
                column += 1
            }
        }
    }
}
