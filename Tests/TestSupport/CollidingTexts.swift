/// How tables of texts from outside were hashed before that was keyed: anybody can work out which texts collide.
package enum FormerHash: CaseIterable, Sendable {
    /// Of subjects, and of identities: their texts one after the other.
    case texts
    /// Of the names of types and fields.
    case names

    /// The hash of some texts, one after the other.
    package func hash(_ texts: String...) -> UInt64 { texts.reduce(start) { hash($1, after: $0) } }

    fileprivate var start: UInt64 {
        switch self {
        case .texts: return 0x9e37_79b9_7f4a_7c15
        case .names: return 0
        }
    }

    fileprivate func opened(_ state: UInt64, count: Int) -> UInt64 { state ^ UInt64(count) }

    /// Mixes eight bytes in. The result depends on `state ^ word` alone.
    fileprivate func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
        switch self {
        case .texts:
            let (high, low) = (state ^ word ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
            return high ^ low
        case .names:
            let hash = (state ^ word) &* 0x9e37_79b9_7f4a_7c15
            return hash ^ hash >> 32
        }
    }

    /// For texts of whole words only.
    private func hash(_ text: String, after before: UInt64) -> UInt64 {
        let words = Array(text.utf8).words
        let state = words.reduce(opened(before, count: 8 * words.count), mixed)
        switch self {
        case .texts: return state
        case .names: return ((state ^ (words.last ?? 0)) &* 0xff51_afd7_ed55_8ccd) >> 33
        }
    }
}

/// Texts that have one hash under a former way of hashing, as somebody makes them who wants a daemon to come to a stop.
///
/// Two words in a row can be chosen in many ways that lead to one state; a row of such pairs gives as many texts as the
/// product of their choices (Antoine Joux, "Multicollisions in Iterated Hash Functions", 2004).
package struct CollidingTexts {
    private let former: FormerHash
    private var random: SplitMix64
    private var state: UInt64

    /// - Parameters:
    ///   - count: how many, at most 20,736.
    ///   - before: texts that are hashed before each of them, of whole words of eight bytes: the source of an id.
    ///   - seed: other texts for another one.
    package static func texts(
        _ count: Int, under former: FormerHash, after before: String..., seed: UInt64 = 1
    ) -> [String] {
        let choices = (1...12).first { $0 * $0 * $0 * $0 >= count } ?? 12
        var state = former.start
        for text in before {
            let words = Array(text.utf8).words
            state = words.reduce(former.opened(state, count: 8 * words.count), former.mixed)
        }
        // Four pairs of words, and one that is the same in all.
        var maker = CollidingTexts(
            former: former, random: SplitMix64(seed: seed), state: former.opened(state, count: 72))
        let pairs = (0..<4).map { _ in maker.pairs(choices) }
        return (0..<count).map { number in
            var rest = number
            var text = ""
            for some in pairs {
                text += some[rest % choices]
                rest /= choices
            }
            return text + "collides"
        }
    }

    /// Pairs of words that lead from the state to one other, which is the state from then on.
    private mutating func pairs(_ count: Int) -> [String] {
        let first = (word(), word())
        let joined = former.mixed(state, first.0) ^ first.1
        var found = [Self.text(first.0, first.1)]
        while found.count < count {
            let head = word()
            let tail = former.mixed(state, head) ^ joined
            // Of so many words that are tried now and then one comes twice.
            if Self.isPlain(tail), !found.contains(Self.text(head, tail)) { found.append(Self.text(head, tail)) }
        }
        state = former.mixed(state, first.0)
        state = former.mixed(state, first.1)
        return found
    }

    /// Eight letters.
    private mutating func word() -> UInt64 { 0x6161_6161_6161_6161 + random.next() & 0x0f0f_0f0f_0f0f_0f0f }

    private static func text(_ a: UInt64, _ b: UInt64) -> String {
        String(
            decoding: [a, b].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } },
            as: UTF8.self)
    }

    /// Whether its bytes stand in a JSON string as they are.
    private static func isPlain(_ word: UInt64) -> Bool {
        guard word & 0x8080_8080_8080_8080 == 0 else { return false }
        return (0..<8).allSatisfy { at in
            let byte = UInt8(truncatingIfNeeded: word >> UInt64(8 * at))
            return byte > 0x20 && byte < 0x7f && byte != 0x22 && byte != 0x5c
        }
    }
}

extension [UInt8] {
    /// Its whole words of eight bytes, the first byte the lowest.
    fileprivate var words: [UInt64] {
        stride(from: 0, to: count - count % 8, by: 8).map { at in
            (0..<8).reduce(0) { $0 | UInt64(self[at + $1]) << UInt64(8 * $1) }
        }
    }
}
