package import Events

/// The word that was probably meant: the one of `candidates` with the fewest slips of the finger from `word`.
/// Upper and lower case count as equal. Of several at the same distance, the first. Of many candidates the first
/// twenty thousand are looked at.
/// - Returns: nil if none is near: one slip in words of up to five letters, two up to eight, three beyond.
package func nearMiss(_ word: Text, among candidates: some Sequence<Text>) -> Text? {
    if !word.isASCII, let same = candidates.first(where: { looksAlike($0.string, word.string) }) { return same }
    let written = lowercased(word)
    guard written.count <= longestCompared else { return nil }
    var best: (candidate: Text, distance: Int)?
    for candidate in candidates.prefix(mostCompared) where candidate != word {
        let count = candidate.string.utf8.count
        guard count <= longestCompared else { continue }
        let allowed = min(allowedSlips(max(written.count, count)), (best?.distance ?? .max) - 1)
        guard abs(written.count - count) <= allowed else { continue }
        if let distance = slips(written, lowercased(candidate), upTo: allowed) { best = (candidate, distance) }
    }
    return best?.candidate
}

/// Whether two names look the same and are two: the Unicode forms of their letters differ, or what is not seen.
func looksAlike(_ a: String, _ b: String) -> Bool {
    !a.utf8.elementsEqual(b.utf8) && (a == b || a.withoutUnseen == b.withoutUnseen)
}

extension Text {
    fileprivate var isASCII: Bool { string.utf8.allSatisfy { $0 < 0x80 } }
}

private let mostCompared = 20_000

/// Comparing costs the product of the lengths, so words that nobody types are not compared.
private let longestCompared = 100

private func allowedSlips(_ length: Int) -> Int {
    switch length {
    case ...2: return 0
    case ...5: return 1
    case ...8: return 2
    default: return 3
    }
}

/// Letters put in, left out, replaced, or swapped with their neighbour (optimal string alignment distance); nil if more
/// than `most`.
private func slips(_ a: [UInt8], _ b: [UInt8], upTo most: Int) -> Int? {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in a.indices {
        row[0] = i + 1
        var least = i + 1
        for j in b.indices {
            var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
            row[j + 1] = cost
            least = min(least, cost)
        }
        // No row below has less than the least of the last two, and a swap costs one more.
        if least > most + 1 { return nil }
        swap(&beforeLast, &last)
        swap(&last, &row)
    }
    return last[b.count] <= most ? last[b.count] : nil
}

private func lowercased(_ text: Text) -> [UInt8] {
    text.withBytes { $0.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 + 32 : $0 } }
}
