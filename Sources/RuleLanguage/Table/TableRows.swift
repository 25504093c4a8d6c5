import Events

/// The rows of a table, found by their key: all of them in one run of bytes, sorted by key, with the place of each.
///
/// So a row costs what its cells are long and four bytes more, and no allocation of its own. A value is written by its
/// type: a text with its length before it, a number in eight bytes, a time in twelve, a date in four, a boolean in one;
/// every cell but the key has a byte before it that says whether it is there.
struct TableRows: Hashable, Sendable {
    private var bytes: [UInt8]
    /// Where each row begins.
    private var starts: [UInt32]

    init() {
        bytes = []
        starts = []
    }

    var count: Int { starts.count }
    /// How many bytes of memory they take.
    var size: Int { bytes.capacity + starts.capacity * MemoryLayout<UInt32>.size }

    /// Rows that are written one behind the other, put in order and packed.
    /// - Parameter order: where each lies, in the order of their keys.
    init(_ rows: [UInt8], order: some Collection<Range<Int>>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows.count)
        var starts: [UInt32] = []
        starts.reserveCapacity(order.count)
        for row in order {
            starts.append(UInt32(truncatingIfNeeded: bytes.count))
            bytes.append(contentsOf: rows[row])
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// The place of the row of a key; nil if there is none.
    func place(of key: Value) -> Int? {
        var wanted: [UInt8] = []
        TableRows.write(key, to: &wanted)
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            switch compare(wanted, at: Int(starts[middle])) {
            case 0: return middle
            case ..<0: high = middle
            default: low = middle + 1
            }
        }
        return nil
    }

    /// Below 0 if the key comes before the row that begins at a place, 0 if it is that row's.
    private func compare(_ key: [UInt8], at start: Int) -> Int {
        for (distance, byte) in key.enumerated() {
            let place = start + distance
            guard place < bytes.count else { return 1 }
            if bytes[place] != byte { return byte < bytes[place] ? -1 : 1 }
        }
        return 0
    }

    /// The key of a row.
    func key(_ row: Int, of type: FieldType) -> Value {
        var place = Int(starts[row])
        return TableRows.read(type, bytes, &place)
    }

    /// A cell of a row.
    /// - Parameters:
    ///   - types: of the key, and of the columns up to the one that is read.
    func value(_ row: Int, key: FieldType, columns: some Sequence<FieldType>) -> Value? {
        var place = Int(starts[row])
        _ = TableRows.read(key, bytes, &place)
        var value: Value?
        for type in columns {
            let isThere = bytes[place] == 1
            place += 1
            value = isThere ? TableRows.read(type, bytes, &place) : nil
        }
        return value
    }

    // MARK: The form of a value

    /// Appends a value. Of two values of one type the forms are equal where they are.
    static func write(_ value: Value, to bytes: inout [UInt8]) {
        switch value {
        case .text(let text):
            text.withBytes { letters in
                write(length: letters.count, to: &bytes)
                bytes.append(contentsOf: letters)
            }
        case .number(let number): write(number == 0 ? 0 : number.bitPattern, count: 8, to: &bytes)
        case .boolean(let truth): bytes.append(truth ? 1 : 0)
        case .time(let time):
            write(UInt64(bitPattern: time.seconds), count: 8, to: &bytes)
            write(UInt64(time.nanoseconds), count: 4, to: &bytes)
        case .date(let date): write(UInt64(UInt32(bitPattern: date.days)), count: 4, to: &bytes)
        // Never in a table.
        case .duration: break
        }
    }

    /// Appends a text by its letters.
    static func write(letters: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        write(length: letters.count, to: &bytes)
        bytes.append(contentsOf: letters)
    }

    private static func write(length: Int, to bytes: inout [UInt8]) {
        var rest = length
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func write(_ number: UInt64, count: Int, to bytes: inout [UInt8]) {
        for place in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) }
    }

    private static func read(_ type: FieldType, _ bytes: [UInt8], _ place: inout Int) -> Value {
        switch type {
        case .text:
            var length = 0
            var shift = 0
            while bytes[place] >= 0x80 {
                length |= Int(bytes[place] & 0x7f) << shift
                shift += 7
                place += 1
            }
            length |= Int(bytes[place]) << shift
            place += 1
            defer { place += length }
            return .text(Text(String(decoding: bytes[place..<place + length], as: UTF8.self)))
        case .number: return .number(Double(bitPattern: number(8, bytes, &place)))
        case .boolean:
            defer { place += 1 }
            return .boolean(bytes[place] == 1)
        case .time:
            let seconds = Int64(bitPattern: number(8, bytes, &place))
            return .time(Timestamp(seconds: seconds, nanoseconds: Int64(number(4, bytes, &place))))
        case .date:
            return .date(CalendarDate(days: Int32(bitPattern: UInt32(truncatingIfNeeded: number(4, bytes, &place)))))
        }
    }

    private static func number(_ count: Int, _ bytes: [UInt8], _ place: inout Int) -> UInt64 {
        var number: UInt64 = 0
        for _ in 0..<count {
            number = number << 8 | UInt64(bytes[place])
            place += 1
        }
        return number
    }
}
