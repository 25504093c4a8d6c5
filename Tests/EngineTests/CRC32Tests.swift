import Testing

@testable import Engine

@Suite("The checksum of a state")
struct CRC32Tests {
    @Test(
        "is CRC-32 as everybody computes it",
        arguments: [
            ("", 0), ("123456789", 0xcbf4_3926), ("a", 0xe8b7_be43),
            ("The quick brown fox jumps over the lazy dog", 0x414f_a339),
        ])
    func checksums(text: String, sum: Int) {
        #expect(CRC32.checksum(of: Array(text.utf8)[...]) == UInt32(sum))
        for end in 0...text.utf8.count {
            let first = CRC32.checksum(of: Array(text.utf8.prefix(end))[...])
            #expect(CRC32.checksum(of: Array(text.utf8.dropFirst(end))[...], behind: first) == UInt32(sum))
        }
    }
}
