/// Why bytes are not the data of a time zone.
package enum TZifError: Error, Hashable, Sendable {
    /// They do not start with `TZif`.
    case notTZif
    /// They end before what their header announces.
    case truncated
    /// A count, index or order that cannot be.
    case damaged
    /// They count leap seconds, as the files of `right/` do; our clocks do not.
    case leapSeconds
    /// The rule at the end cannot be read.
    case rule(String)

    /// One sentence.
    package var sentence: String {
        switch self {
        case .notTZif: return "This is not a time zone file (TZif)."
        case .truncated: return "The time zone file is cut short."
        case .damaged: return "The time zone file is damaged."
        case .leapSeconds: return "The time zone file counts leap seconds; take the one outside of right/."
        case .rule(let text): return "The time zone file ends in a rule that cannot be read: \(text)."
        }
    }
}

extension Zone {
    /// Reads the bytes of a TZif file, version 1 to 3 (RFC 8536) or later.
    package init(name: Text, tzif bytes: [UInt8]) throws(TZifError) {
        let first = try TZifHeader(bytes, at: 0)
        guard first.version > 0 else {
            let (changes, offset) = try readBlock(bytes, first, wide: false)
            self.init(name: name, changes: changes, firstOffset: offset, rule: nil)
            return
        }
        // The block of 32-bit times is there for old readers only.
        let second = try TZifHeader(bytes, at: first.end(wide: false))
        let (changes, offset) = try readBlock(bytes, second, wide: true)
        let footer = bytes[second.end(wide: true)...]
        guard footer.first == 0x0a, let end = footer.dropFirst().firstIndex(of: 0x0a) else { throw .truncated }
        let text = footer[(footer.startIndex + 1)..<end]
        var rule: ZoneRule?
        if !text.isEmpty {
            rule = ZoneRule(posix: text)
            if rule == nil { throw .rule(String(decoding: text, as: UTF8.self)) }
        }
        self.init(name: name, changes: changes, firstOffset: offset, rule: rule)
    }
}

/// RFC 8536, section 3.1: 44 bytes, then a block of which the counts tell the size.
private struct TZifHeader {
    /// 0 for version 1, else the digit's ASCII code.
    let version: UInt8
    let universalCount: Int
    let standardCount: Int
    let leapCount: Int
    let timeCount: Int
    let typeCount: Int
    let characterCount: Int
    /// Where the block starts.
    let start: Int

    init(_ bytes: [UInt8], at offset: Int) throws(TZifError) {
        guard bytes.count >= offset + 44 else { throw offset == 0 && bytes.count < 4 ? .notTZif : .truncated }
        guard bytes[offset..<(offset + 4)].elementsEqual("TZif".utf8) else { throw .notTZif }
        func count(_ index: Int) -> Int {
            Int(truncatingIfNeeded: bigEndian(bytes, offset + 20 + 4 * index, 4)) & 0xffff_ffff
        }
        version = bytes[offset + 4]
        universalCount = count(0)
        standardCount = count(1)
        leapCount = count(2)
        timeCount = count(3)
        typeCount = count(4)
        characterCount = count(5)
        start = offset + 44
    }

    func end(wide: Bool) -> Int {
        let size = wide ? 8 : 4
        return start + timeCount * (size + 1) + typeCount * 6 + characterCount + leapCount * (size + 4)
            + standardCount + universalCount
    }
}

/// RFC 8536, section 3.2: the changes, and the offset before the first.
private func readBlock(
    _ bytes: [UInt8], _ header: TZifHeader, wide: Bool
) throws(TZifError) -> (changes: [ZoneChange], firstOffset: Int) {
    guard bytes.count >= header.end(wide: wide) else { throw .truncated }
    guard header.leapCount == 0 else { throw .leapSeconds }
    guard header.typeCount > 0 else { throw .damaged }
    let size = wide ? 8 : 4
    let indexes = header.start + header.timeCount * size
    let types = indexes + header.timeCount
    func offset(_ type: Int) -> Int { Int(bigEndian(bytes, types + type * 6, 4)) }

    var changes: [ZoneChange] = []
    changes.reserveCapacity(header.timeCount)
    for i in 0..<header.timeCount {
        let instant = bigEndian(bytes, header.start + i * size, size)
        let type = Int(bytes[indexes + i])
        guard type < header.typeCount, changes.last.map({ $0.instant < instant }) ?? true else { throw .damaged }
        changes.append(ZoneChange(instant: instant, offset: offset(type)))
    }
    return (changes, offset(0))
}

/// A signed number of 4 or 8 bytes.
private func bigEndian(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> Int64 {
    var value: UInt64 = 0
    for byte in bytes[offset..<(offset + size)] { value = value << 8 | UInt64(byte) }
    return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
}
