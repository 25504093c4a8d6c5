/// SHA-256 as FIPS 180-4 writes it.
enum ReferenceHash {
    /// "the first thirty-two bits of the fractional parts of the square (cube) roots of the first primes"
    private static let primes: [Int] = (2...311).filter { n in !(2..<n).contains { n % $0 == 0 } }

    /// The first 32 bits of the fraction of the k-th root of n, found bit by bit.
    private static func fraction(ofRoot k: Int, of n: Int) -> UInt32 {
        // The greatest x with x^k <= n * 2^(32 k), for roots below 2^5.
        var x = UInt64(0)
        for bit in (0..<37).reversed() {
            let candidate = x | 1 << UInt64(bit)
            if power(candidate, k, isAtMost: n) { x = candidate }
        }
        return UInt32(truncatingIfNeeded: x)
    }

    private static func power(_ x: UInt64, _ k: Int, isAtMost n: Int) -> Bool {
        let value = (1..<k).reduce(UInt128(x)) { product, _ in product * UInt128(x) }
        return value <= UInt128(n) << UInt128(32 * k)
    }

    private static func rotated(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }

    static func sha256(_ message: [UInt8]) -> [UInt8] {
        let constants = primes.prefix(64).map { fraction(ofRoot: 3, of: $0) }
        var state = primes.prefix(8).map { fraction(ofRoot: 2, of: $0) }
        var bytes = message + [0x80]
        while bytes.count % 64 != 56 { bytes.append(0) }
        let bits = UInt64(message.count) * 8
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
        for block in stride(from: 0, to: bytes.count, by: 64) {
            var w = (0..<16).map { i in (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[block + 4 * i + $1]) } }
            for i in 16..<64 {
                let a = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3
                let b = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10
                w.append(w[i - 16] &+ a &+ w[i - 7] &+ b)
            }
            var v = state
            for i in 0..<64 {
                let e = rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)
                let t1 = v[7] &+ e &+ (v[4] & v[5] ^ ~v[4] & v[6]) &+ constants[i] &+ w[i]
                let a = rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)
                let t2 = a &+ (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2])
                v = [t1 &+ t2, v[0], v[1], v[2], v[3] &+ t1, v[4], v[5], v[6]]
            }
            state = zip(state, v).map { $0 &+ $1 }
        }
        return state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
    }
}
