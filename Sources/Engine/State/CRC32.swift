/// CRC-32 (ISO/IEC 3309, the polynomial 0xEDB88320): tells bytes that were damaged on the way, not bytes that somebody
/// forged.
package enum CRC32 {
    // Not of any sequence: other rooms would run it unspecialised, byte by byte through a witness table.
    package static func checksum(of bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { bytes in
            table.withUnsafeBufferPointer { table in
                var sum = ~UInt32(0)
                for byte in bytes { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
                return ~sum
            }
        }
    }

    private static let table: [UInt32] = (0..<256).map { place in
        (0..<8).reduce(UInt32(place)) { rest, _ in rest & 1 == 1 ? 0xedb8_8320 ^ rest >> 1 : rest >> 1 }
    }
}
