/// A value in a document that simdjson has parsed: a place on its tape. Valid until the parser's next text.
///
/// The tape (simdjson, doc/tape.md) is a row of 64-bit words: a tag in the top byte, a payload in the other 56 bits.
/// Objects and arrays hold in the low 32 bits the index behind their end. Strings hold an offset into the strings,
/// where a 32-bit length stands before the bytes. Numbers take a second word. A tag of ours, `b`, is that of a whole
/// number beyond 64 bits, whose digits stand as those of a string (`LongIntegers`).
struct JSONNode {
    let tape: UnsafePointer<UInt64>
    let strings: UnsafePointer<UInt8>
    let index: Int

    enum Kind {
        case null, boolean, number, string, array, object

        /// As in "is a number".
        var name: String {
            switch self {
            case .null: return "null"
            case .boolean: return "a boolean"
            case .number: return "a number"
            case .string: return "a text"
            case .array: return "an array"
            case .object: return "an object"
            }
        }
    }

    @inline(__always)
    var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] &>> 56) }

    @inline(__always)
    private var payload: Int { Int(truncatingIfNeeded: tape[index] & 0x00ff_ffff_ffff_ffff) }

    @inline(__always)
    var kind: Kind {
        switch tag {
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"), JSONNode.long:
            return .number
        default: return .null
        }
    }

    @inline(__always)
    var isString: Bool { tag == UInt8(ascii: "\"") }

    /// The bytes of a string, escapes resolved: UTF-8. Only of a string.
    @inline(__always)
    var bytes: UnsafeBufferPointer<UInt8> {
        let start = strings + payload
        let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return UnsafeBufferPointer(start: start + 4, count: Int(count))
    }

    /// The value of a number, the nearest to one that a double does not hold; finite but for whole numbers of more than
    /// 300 digits. Only of a number.
    @inline(__always)
    var number: Double {
        // Behind each value one more word stands, at the end that of the root.
        let word = tape[index + 1]
        switch tag {
        case UInt8(ascii: "l"): return Double(Int64(bitPattern: word))
        case UInt8(ascii: "u"): return Double(word)
        case JSONNode.long: return nearestDouble
        default: return Double(bitPattern: word)
        }
    }

    /// Only of a boolean.
    @inline(__always)
    var isTrue: Bool { tag == UInt8(ascii: "t") }

    /// The index behind this value.
    @inline(__always)
    var end: Int {
        switch tag {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return Int(tape[index] & 0xffff_ffff)
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): return index + 2
        default: return index + 1
        }
    }

    @inline(__always)
    func at(_ index: Int) -> JSONNode { JSONNode(tape: tape, strings: strings, index: index) }

    /// The members of an object in their order, repeated keys too. Only of an object.
    @inline(__always)
    var members: Members { Members(place: at(index + 1), end: end - 1) }

    /// The elements of an array. Only of an array.
    @inline(__always)
    var elements: Elements { Elements(place: at(index + 1), end: end - 1) }

    struct Members: Sequence, IteratorProtocol {
        var place: JSONNode
        let end: Int

        @inline(__always)
        mutating func next() -> (key: UnsafeBufferPointer<UInt8>, value: JSONNode)? {
            guard place.index < end else { return nil }
            let key = place.bytes
            let value = place.at(place.index + 1)
            place = place.at(value.end)
            return (key, value)
        }
    }

    struct Elements: Sequence, IteratorProtocol {
        var place: JSONNode
        let end: Int

        @inline(__always)
        mutating func next() -> JSONNode? {
            guard place.index < end else { return nil }
            let element = place
            place = place.at(element.end)
            return element
        }
    }
}
