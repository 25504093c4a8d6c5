import Engine
import Events

/// Reads texts of events that `EventPacker` wrote. It keeps its buffers for the next customer.
struct EventUnpacker {
    /// A piece that has a place: of what is known beforehand, or of what is read.
    private struct Piece {
        let isKnown: Bool
        let start: Int
        let count: Int
    }

    private var known: [UInt8]
    private var pieces: [Piece] = []
    private let usualBytes: Int
    private let text = ByteRoom()

    /// So many bytes behind a text may be read.
    private static let slack = 64

    init() {
        known = []
        for piece in Pieces.usual {
            pieces.append(Piece(isKnown: true, start: known.count, count: piece.count))
            known += piece
        }
        usualBytes = known.count
    }

    /// Hands over events from the first on.
    /// - Parameters:
    ///   - packed: all events, and nothing else.
    ///   - body: is handed each, with bytes behind it that may be read; says whether to go on.
    /// - Throws: what `body` does, and `StateError.damaged` when these are no events.
    mutating func each(
        in packed: [UInt8], of customer: Text,
        _ body: (_ bytes: UnsafeRawBufferPointer, _ text: Range<Int>) throws(StateError) -> Bool
    ) throws(StateError) {
        begin(customer)
        var at = 0
        while at < packed.count {
            text.count = 0
            guard packed.withUnsafeBufferPointer({ next(in: $0, &at) }) else { throw .damaged }
            if try !body(text.bytes(withBehind: Self.slack), 0..<text.count) { return }
        }
    }

    private mutating func begin(_ customer: Text) {
        known.removeLast(known.count - usualBytes)
        pieces.removeLast(pieces.count - Pieces.usual.count)
        customer.withBytes { name in
            pieces.append(Piece(isKnown: true, start: known.count, count: name.count))
            known.append(contentsOf: name)
        }
        text.trim()
    }

    /// Appends the next event to `text`; returns whether there was one.
    private mutating func next(in packed: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Bool {
        guard let count = Pieces.number(packed, &at) else { return false }
        for number in 0..<count {
            if number > 0 { text.append(Pieces.separator) }
            guard let name = Pieces.number(packed, &at), name <= pieces.count else { return false }
            if name > 0 {
                let piece = pieces[name - 1]
                if piece.isKnown {
                    known.withUnsafeBufferPointer { text.append($0, from: piece.start, piece.count) }
                } else {
                    text.append(packed, from: piece.start, piece.count)
                }
                continue
            }
            guard let length = Pieces.number(packed, &at), length <= packed.count - at else { return false }
            text.append(packed, from: at, length)
            if Pieces.joins(length) { pieces.append(Piece(isKnown: false, start: at, count: length)) }
            at += length
        }
        return true
    }
}
