import Engine
import Events

/// Texts of events as few bytes: cut at every `"`, and each piece that came before named by its place. The keys and the
/// punctuation of JSON come again and again, so do sources, types and the customer's name. What comes out is byte by byte
/// what went in, whatever it is.
///
/// An event is the number of its pieces, and for each 0 and the piece, or 1 + its place in the table. A piece of at least
/// two bytes that was written out joins the table.
struct PieceTable {
    private var pieces: [Text]
    private var places: [Text: Int] = [:]

    /// The pieces of the usual envelope. They belong to the byte form: another list is another version.
    private static let usual: [Text] = [
        ":", ",", "{", ":{", "}", "}}", "", "specversion", "1.0", "id", "source", "type", "subject", "time", "data",
        "datacontenttype", "application/json", ": ", ", ", ": {",
    ]

    /// - Parameter customer: the name, which every event says.
    init(customer: Text) {
        pieces = Self.usual + [customer]
        for (place, piece) in pieces.enumerated() { places[piece] = place }
    }

    mutating func write(_ text: Text, to writer: inout ByteWriter) {
        let parts = text.withBytes { bytes in
            bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false).map {
                Text(String(decoding: $0, as: UTF8.self))
            }
        }
        writer.number(parts.count)
        for part in parts {
            if let place = places[part] {
                writer.number(place + 1)
            } else {
                writer.number(0)
                writer.text(part)
                learn(part)
            }
        }
    }

    mutating func text(_ reader: inout ByteReader) throws(StateError) -> Text {
        var text = ""
        for place in 0..<(try reader.count()) {
            if place > 0 { text += "\"" }
            let number = try reader.count()
            guard number <= pieces.count else { throw .damaged }
            if number > 0 {
                text += pieces[number - 1].string
            } else {
                let piece = try reader.text()
                text += piece.string
                learn(piece)
            }
        }
        return Text(text)
    }

    private mutating func learn(_ piece: Text) {
        guard piece.string.utf8.count > 1 else { return }
        if places[piece] == nil { places[piece] = pieces.count }
        pieces.append(piece)
    }
}
