/// CRC-32 (ISO/IEC 3309, the polynomial 0xEDB88320): tells bytes that were damaged on the way, not bytes that somebody
/// forged. Eight bytes at a time, with a table for each (Kounavis and Berry, "A Systematic Approach to Building High
/// Performance Software-based CRC Generators", 2005).
package enum CRC32 {
    // Not of any sequence: other rooms would run it unspecialised, byte by byte through a witness table.
    /// - Parameter earlier: the checksum of what stands before.
    package static func checksum(of bytes: ArraySlice<UInt8>, behind earlier: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBytes { checksum(of: $0, behind: earlier) }
    }

    /// The same of bytes that are nobody's.
    package static func checksum(of bytes: UnsafeRawBufferPointer, behind earlier: UInt32) -> UInt32 {
        tables.withUnsafeBufferPointer { tables in
            var sum = ~earlier
            var at = 0
            while at + 8 <= bytes.count {
                let word =
                    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) ^ UInt64(sum)
                sum = 0
                for place in 0..<8 {
                    let byte = Int(UInt8(truncatingIfNeeded: word >> UInt64(8 * place)))
                    sum ^= tables[(7 - place) * 256 + byte]
                }
                at += 8
            }
            while at < bytes.count {
                sum = tables[Int(UInt8(truncatingIfNeeded: sum) ^ bytes[at])] ^ sum >> 8
                at += 1
            }
            return ~sum
        }
    }

    /// Eight tables of 256, one after the other: what a byte adds with so many bytes behind it.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = (0..<256).map { (place: Int) -> UInt32 in
            var rest = UInt32(place)
            for _ in 0..<8 { rest = rest & 1 == 1 ? 0xedb8_8320 ^ rest >> 1 : rest >> 1 }
            return rest
        }
        for place in 256..<(8 * 256) {
            let before = tables[place - 256]
            tables.append(tables[Int(UInt8(truncatingIfNeeded: before))] ^ before >> 8)
        }
        return tables
    }()
}
