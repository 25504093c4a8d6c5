package import Engine
package import Events

/// Bytes that are told from damaged ones: a version, four bytes of a checksum of whose they are and of all that follows,
/// and what they hold.
package enum Sealed {
    private static let head = 5

    package static func bytes(of content: [UInt8], version: UInt8, for owner: Text) -> [UInt8] {
        var bytes = [version, 0, 0, 0, 0] + content
        let sum = sum(of: bytes, owner)
        for place in 1..<head { bytes[place] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * (place - 1))) }
        return bytes
    }

    /// A reader of what they hold.
    package static func reader(of bytes: [UInt8], version: UInt8, for owner: Text) throws(StateError) -> ByteReader {
        guard let first = bytes.first, bytes.count >= head else { throw .damaged }
        guard first == version else { throw .unknownVersion(first) }
        let sum = sum(of: bytes, owner)
        for place in 1..<head {
            guard bytes[place] == UInt8(truncatingIfNeeded: sum >> UInt32(8 * (place - 1))) else { throw .damaged }
        }
        return ByteReader(bytes, from: head)
    }

    private static func sum(of bytes: [UInt8], _ owner: Text) -> UInt32 {
        var writer = ByteWriter()
        writer.text(owner)
        return CRC32.checksum(of: bytes[head...], behind: CRC32.checksum(of: writer.bytes[...]))
    }
}
