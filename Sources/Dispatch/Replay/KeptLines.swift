import Engine

/// Many short pieces of text in few large arrays.
struct KeptLines {
    private struct Place {
        var chunk: Int32
        var start: Int32
        var end: Int32
    }

    private static let chunkSize = 1 << 20
    private var chunks: [[UInt8]] = []
    private var places: [Place] = []

    /// Keeps what `write` appends.
    mutating func append(_ write: (inout [UInt8]) -> Void) {
        if chunks.last.map({ $0.count >= KeptLines.chunkSize }) ?? true {
            var chunk: [UInt8] = []
            // The last line may reach beyond.
            chunk.reserveCapacity(KeptLines.chunkSize + 4_096)
            chunks.append(chunk)
        }
        let last = chunks.count - 1
        let start = chunks[last].count
        write(&chunks[last])
        places.append(Place(chunk: Int32(last), start: Int32(start), end: Int32(chunks[last].count)))
    }

    /// A piece by its number, from 0.
    subscript(number: Int) -> ArraySlice<UInt8> {
        let place = places[number]
        return chunks[Int(place.chunk)][Int(place.start)..<Int(place.end)]
    }
}
