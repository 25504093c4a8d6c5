import TestSupport
import Testing

@testable import Events

@Suite("Texts that were chosen to collide")
struct CollidingTextsTests {
    static let count = 20_000
    /// So many slots are read for each text, at most, in the mean.
    static let probesAtMost = 8

    @Test("differ, and had one hash before hashes were keyed", arguments: FormerHash.allCases)
    func generator(former: FormerHash) {
        let texts = CollidingTexts.texts(Self.count, under: former)
        #expect(Set(texts).count == Self.count)
        #expect(Set(texts.map { former.hash($0) }).count == 1)
        #expect(CollidingTexts.texts(10, under: former, seed: 2) != CollidingTexts.texts(10, under: former, seed: 3))
    }

    @Test("had one hash as ids of one source too")
    func identities() {
        let ids = CollidingTexts.texts(1_000, under: .texts, after: "/shop/eu")
        #expect(Set(ids.map { FormerHash.texts.hash("/shop/eu", $0) }).count == 1)
    }

    @Test("made a table of one row: each look-up walked over all before it")
    func before() {
        let hash = FormerHash.texts.hash(CollidingTexts.texts(1, under: .texts)[0])
        var table = HashIndex()
        for place in 0..<1_000 {
            #expect(table.find(hash, orNote: place) { _ in false } == nil)
            if table.isFull { table.grow { _ in hash } }
        }
        #expect(table.probes(hash) == 1_000)
    }

    @Test("are found as subjects in few steps each")
    func subjects() {
        let texts = CollidingTexts.texts(Self.count, under: .texts).map { Text($0) }
        var numbers = StringInterner()
        for (number, text) in texts.enumerated() { #expect(numbers.number(of: text) == Int32(number)) }
        #expect(numbers.numbers(of: texts) == (0..<Int32(Self.count)).map { $0 })
        #expect(texts.reduce(0) { $0 + numbers.places.probes(numbers.hash(of: $1)) } < Self.probesAtMost * Self.count)
    }

    @Test("have hashes that are told by nobody else's key")
    func keys() {
        let texts = CollidingTexts.texts(Self.count, under: .texts, after: "/shop/eu").map { Text($0) }
        let (one, other) = (HashKey.random(), HashKey.random())
        let hashes = texts.map { one.hash(of: EventIdentity(source: "/shop/eu", id: $0)) }
        #expect(Set(hashes).count == Self.count)
        #expect(hashes != texts.map { other.hash(of: EventIdentity(source: "/shop/eu", id: $0)) })
    }
}
