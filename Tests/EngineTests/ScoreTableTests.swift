import Events
import Testing

@testable import Engine

@Suite("How scores stood")
struct ScoreTableTests {
    private func table(_ times: [Int64]) -> ScoreTable {
        var table = ScoreTable()
        for (place, time) in times.enumerated() {
            table.append(ScoreTable.Entry(at: Timestamp(seconds: time), value: Double(place)), to: 1)
        }
        return table
    }

    @Test("is found for each time", arguments: [(9, nil), (10, 0.0), (15, 0), (20, 1), (99, 2)] as [(Int64, Double?)])
    func found(time: Int64, value: Double?) {
        #expect(table([10, 20, 30]).last(of: 1, through: Timestamp(seconds: time))?.value == value)
        #expect(table([10, 20, 30]).last(of: 0, through: Timestamp(seconds: time)) == nil)
        #expect(table([10, 20, 30]).last(of: 7) == nil)
    }

    @Test("comes back from its bytes bit for bit")
    func bytes() throws {
        var table = table([10, 20])
        for value in [-0.0, .infinity, .nan, 5e-324, -1.1] {
            let at = Timestamp(seconds: 30 + Int64(table.entries(of: 1).count), nanoseconds: 7)
            table.append(ScoreTable.Entry(at: at, value: value), to: 1)
        }
        var writer = ByteWriter()
        table.write(to: &writer)
        var reader = ByteReader(writer.bytes, from: 0)
        let read = try ScoreTable(&reader)
        #expect(reader.isAtEnd)
        #expect(read.entries(of: 1).map(\.at) == table.entries(of: 1).map(\.at))
        #expect(read.entries(of: 1).map(\.value.bitPattern) == table.entries(of: 1).map(\.value.bitPattern))
    }

    @Test("is refused out of order")
    func outOfOrder() {
        var writer = ByteWriter()
        table([20, 10]).write(to: &writer)
        #expect(throws: StateError.damaged) {
            var reader = ByteReader(writer.bytes, from: 0)
            _ = try ScoreTable(&reader)
        }
    }

    @Test(
        "is read rounded to hundredths, halves away from zero",
        arguments: [
            (0.125, 0.13), (-0.125, -0.13), (0.004, 0), (-0.004, 0), (2.5, 2.5), (1.005, 1.0), (.infinity, nil),
            (-.infinity, nil), (.nan, nil), (1.7e308, nil),
        ] as [(Double, Double?)])
    func rounded(value: Double, read: Double?) {
        #expect(value.readAsScore == read)
        if let read = value.readAsScore { #expect(read != 0 || read.sign == .plus) }
    }
}
