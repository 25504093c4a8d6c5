/// How texts of events become few bytes: cut at every `"`, and each piece that came before named by its place. The keys and
/// the punctuation of JSON come again and again, so do sources, types and the customer's name. What comes out is byte by
/// byte what went in, whatever it is, and what was written of earlier events stays as it is when others follow.
///
/// An event is the number of its pieces, and for each 0, its length and its bytes, or 1 + its place in the table. A piece
/// of at least two bytes that was written out joins the table. Numbers are LEB128.
enum Pieces {
    /// The pieces of the usual envelope, behind which the customer's name has its place. They belong to the byte form:
    /// another list is another version.
    static let usual: [[UInt8]] = [
        ":", ",", "{", ":{", "}", "}}", "", "specversion", "1.0", "id", "source", "type", "subject", "time", "data",
        "datacontenttype", "application/json", ": ", ", ", ": {",
    ].map { Array($0.utf8) }

    static let separator = UInt8(ascii: "\"")

    static func joins(_ count: Int) -> Bool { count > 1 }

    /// The number at a place, which is moved behind it; nil if there is none.
    @inline(__always)
    static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int? {
        var (value, shift) = (0, 0)
        while at < bytes.count, shift < 35 {
            let next = bytes[at]
            at += 1
            value |= Int(next & 0x7f) << shift
            if next & 0x80 == 0 { return value }
            shift += 7
        }
        return nil
    }
}
