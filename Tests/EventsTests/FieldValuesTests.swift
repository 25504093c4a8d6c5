import Testing

@testable import Events

@Suite("The fields of an event")
struct FieldValuesTests {
    @Test("They come back as they were given, however many", arguments: 0..<6)
    func keptInOrder(count: Int) {
        let values = (0..<count).map { $0 == 3 ? nil : Value.number(Double($0)) }
        let fields = FieldValues(values)
        #expect(Array(fields) == values)
        #expect(fields.count == count)
    }

    @Test("Two are equal if they have equal values at equal slots")
    func equality() {
        #expect(FieldValues([.number(1), nil, .text("a")]) == FieldValues([.number(1), nil, .text("a")]))
        #expect(FieldValues([.number(1), nil, .text("a")]) != FieldValues([.number(1), nil, .text("b")]))
        #expect(FieldValues([.number(1)]) != FieldValues([.number(1), nil]))
        #expect(FieldValues([]) != FieldValues([nil]))
    }
}
