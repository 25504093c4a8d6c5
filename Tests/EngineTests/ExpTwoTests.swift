import Glibc
import TestSupport
import Testing

@testable import Engine

@Suite("Two to the power of a number")
struct ExpTwoTests {
    @Test("is exact for whole numbers", arguments: -1_074...1_023)
    func whole(power: Int) {
        #expect(expTwo(Double(power)) == exp2(Double(power)))
    }

    @Test("is that of the C library, or next to it")
    func nearTheLibrary() {
        var random = SplitMix64(seed: 1)
        var differing = 0
        for _ in 0..<200_000 {
            let x = -Double(random.below(1 << 40)) / Double(1 << 34)
            let (ours, theirs) = (expTwo(x), exp2(x))
            if ours != theirs { differing += 1 }
            #expect(abs(ours - theirs) <= theirs.ulp)
        }
        #expect(differing < 2_000)
    }

    @Test(
        "is never more than 1 for what fades", arguments: [0.0, -0.0, -5e-324, -1e-18, -1e-10, -0.5, -1e9, -.infinity])
    func fades(x: Double) {
        #expect(expTwo(x) <= 1)
        #expect(expTwo(x) >= 0)
    }

    @Test(
        "has the same bits everywhere",
        arguments: [
            (-0.1, 0x3feddb680117ab12), (-0.25, 0x3feae89f995ad3ad), (-7.3, 0x3f79fdf8bcce533e),
            (-0.9999999, 0x3fe00000129b4575),
        ] as [(Double, UInt64)])
    func bits(x: Double, bits: UInt64) {
        #expect(expTwo(x).bitPattern == bits)
    }
}
