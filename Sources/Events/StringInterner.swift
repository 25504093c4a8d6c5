/// Gives each of some texts a number, from 0 on, in the order in which they are first seen.
package struct StringInterner: Sendable {
    package private(set) var texts: [Text] = []
    private var hashes: [UInt64] = []
    package private(set) var places = HashIndex()
    private let key: HashKey

    /// - Parameter key: by which the texts are hashed.
    package init(key: HashKey = .process) { self.key = key }

    /// The hash by which a text is found.
    package func hash(of text: Text) -> UInt64 { key.hash(of: text) }

    package mutating func number(of text: Text) -> Int32 { number(of: text, hash(of: text)) }

    /// The numbers of several texts, in their order. Where each is likely found is read of all of them first, so that
    /// the processor waits for memory once and not for each.
    package mutating func numbers(of several: [Text]) -> [Int32] {
        let hashes = several.map { hash(of: $0) }
        let guesses = hashes.map { places.guess($0) }
        return several.indices.map { one in
            if let guess = guesses[one], texts[guess] == several[one] { return Int32(guess) }
            return number(of: several[one], hashes[one])
        }
    }

    /// - Parameter hash: `hash(of: text)`.
    package mutating func number(of text: Text, _ hash: UInt64) -> Int32 {
        if let place = places.find(hash, orNote: texts.count, isSame: { texts[$0] == text }) {
            return Int32(place)
        }
        texts.append(text)
        hashes.append(hash)
        if places.isFull { places.grow { hashes[$0] } }
        return Int32(texts.count - 1)
    }
}
