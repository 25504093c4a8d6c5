/// A line for a person: pieces of text, each with its look.
struct StyledLine: Equatable {
    struct Piece: Equatable {
        var text: String
        var look: Style.Look?
    }

    private(set) var pieces: [Piece] = []

    init(_ text: String, _ look: Style.Look? = nil) { append(text, look) }

    mutating func append(_ text: String, _ look: Style.Look? = nil) {
        if !text.isEmpty { pieces.append(Piece(text: text, look: look)) }
    }

    static func + (a: StyledLine, b: StyledLine) -> StyledLine {
        var sum = a
        sum.pieces += b.pieces
        return sum
    }
}
