/// SHA-256 (FIPS 180-4). The Engine is meant to run inside other programs with nothing beside it, so the one hash
/// that it needs, once for each task, stands here.
struct SHA256 {
    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// The words of the unfinished block; bytes that are not there yet are 0.
    private var block = InlineArray<16, UInt32>(repeating: 0)
    private var filled = 0
    private var length: UInt64 = 0

    @inline(__always)
    mutating func update(_ byte: UInt8) {
        block[filled >> 2] |= UInt32(byte) << UInt32(24 - 8 * (filled & 3))
        filled += 1
        length &+= 8
        if filled == 64 { compress() }
    }

    @inline(__always)
    mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { update(byte) }
    }

    /// The same, four at a time as long as they lie in one block.
    mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while bytes.count - at >= 4 {
            guard filled <= 60 else {
                update(bytes[at])
                at += 1
                continue
            }
            let word =
                UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
                | UInt32(bytes[at + 3])
            let (place, shift) = (filled >> 2, UInt32(8 * (filled & 3)))
            block[place] |= word >> shift
            if shift > 0 { block[place + 1] = word << (32 - shift) }
            filled += 4
            length &+= 32
            at += 4
            if filled == 64 { compress() }
        }
        while at < bytes.count {
            update(bytes[at])
            at += 1
        }
    }

    /// Adds bytes of 0, which the unfinished block has already.
    mutating func update(zeros count: Int) {
        var left = count
        while left > 0 {
            let step = min(left, 64 - filled)
            filled += step
            length &+= 8 * UInt64(step)
            left -= step
            if filled == 64 { compress() }
        }
    }

    /// The digest of everything that was added, as 8 words of which the first byte is the highest.
    consuming func digest() -> InlineArray<8, UInt32> {
        let bits = length
        update(0x80)
        if filled > 56 { compress() }
        block[14] = UInt32(truncatingIfNeeded: bits >> 32)
        block[15] = UInt32(truncatingIfNeeded: bits)
        compress()
        return state
    }

    /// The same as 32 bytes.
    consuming func digestBytes() -> [UInt8] {
        let words = digest()
        return (0..<32).map { UInt8(truncatingIfNeeded: words[$0 >> 2] >> UInt32(24 - 8 * ($0 & 3))) }
    }

    private mutating func compress() {
        var w = InlineArray<64, UInt32>(repeating: 0)
        for i in 0..<16 { w[i] = block[i] }
        block = InlineArray(repeating: 0)
        filled = 0
        for i in 16..<64 {
            let a = w[i - 15]
            let b = w[i - 2]
            let s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >> 3)
            let s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >> 10)
            w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        SHA256.constants.withUnsafeBufferPointer { constants in
            // Eight rounds together, after which each word is in its place again: so none is moved.
            for i in stride(from: 0, to: 64, by: 8) {
                round(a, b, c, &d, e, f, g, &h, constants[i] &+ w[i])
                round(h, a, b, &c, d, e, f, &g, constants[i + 1] &+ w[i + 1])
                round(g, h, a, &b, c, d, e, &f, constants[i + 2] &+ w[i + 2])
                round(f, g, h, &a, b, c, d, &e, constants[i + 3] &+ w[i + 3])
                round(e, f, g, &h, a, b, c, &d, constants[i + 4] &+ w[i + 4])
                round(d, e, f, &g, h, a, b, &c, constants[i + 5] &+ w[i + 5])
                round(c, d, e, &f, g, h, a, &b, constants[i + 6] &+ w[i + 6])
                round(b, c, d, &e, f, g, h, &a, constants[i + 7] &+ w[i + 7])
            }
        }
        let words: InlineArray<8, UInt32> = [a, b, c, d, e, f, g, h]
        for i in 0..<8 { state[i] &+= words[i] }
    }

    /// One round: `word` is the constant and the word of the message.
    @inline(__always)
    private func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ word: UInt32
    ) {
        let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        let choice = g ^ (e & (f ^ g))
        let t1 = h &+ s1 &+ choice &+ word
        let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        let majority = (a & b) | (c & (a | b))
        d &+= t1
        h = t1 &+ s0 &+ majority
    }

    @inline(__always)
    private func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
