import CSystemd
import Glibc

/// One entry of the journal: fields with values of any bytes, so that no text can forge another field or entry.
package struct JournalEntry: Sendable, Equatable {
    /// In the order in which they were added, each `NAME=value`.
    package private(set) var fields: [String] = []

    package init() {}

    /// Adds a field. The name must be one that the journal takes: capitals, digits and `_`, a capital first.
    package mutating func add(_ name: String, _ value: String) { fields.append("\(name)=\(value)") }

    /// The value of a field; nil if it is not there.
    package func value(_ name: String) -> String? {
        fields.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// `OUTREACHD_` and a key in the journal's letters, cut to the 64 that a name may have.
    package static func fieldName(of key: String) -> String {
        let letters = key.utf8.map { byte -> Character in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): return Character(UnicodeScalar(byte - 32))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return Character(UnicodeScalar(byte))
            default: return "_"
            }
        }
        return String(("OUTREACHD_" + String(letters)).prefix(64))
    }

    /// Hands the entry to the journal, by sd_journal_sendv(3); false if it did not take it.
    @discardableResult
    package func send() -> Bool {
        // One buffer for all values: the pointers must hold until the call is over.
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for field in fields {
            bytes.append(contentsOf: field.utf8)
            ends.append(bytes.count)
        }
        return bytes.withUnsafeMutableBytes { buffer in
            var start = 0
            let vectors = ends.map { end -> iovec in
                defer { start = end }
                return iovec(iov_base: buffer.baseAddress.map { $0 + start }, iov_len: end - start)
            }
            return sd_journal_sendv(vectors, Int32(vectors.count)) >= 0
        }
    }
}
