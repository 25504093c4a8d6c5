import Events

/// Reads the path of a field by its bytes: names, numbers and parts in quotation marks, joined by dots without blanks.
struct PathScanner {
    private let bytes: [UInt8]
    /// Behind what was read.
    private(set) var at: Int

    enum Outcome {
        case path(FieldPath)
        /// What is wrong with it, to follow its words.
        case mistake(String)
    }

    init(_ bytes: [UInt8], at start: Int) {
        self.bytes = bytes
        at = start
    }

    /// A place in an array is no greater.
    static let greatestPlace = 1_000_000

    mutating func path() -> Outcome {
        var parts: [FieldPath.Part] = []
        while true {
            switch part() {
            case .success(let part): parts.append(part)
            case .failure(let mistake): return .mistake(mistake.sentence)
            }
            guard at < bytes.count, bytes[at] == UInt8(ascii: ".") else { break }
            at += 1
        }
        guard isAtEnd else { return .mistake("goes on with a sign that no path has") }
        guard case .member? = parts.first else {
            return .mistake("begins with a place in an array, but the data of an event is an object")
        }
        return .path(FieldPath(parts))
    }

    private struct Mistake: Error { let sentence: String }

    private var isAtEnd: Bool {
        guard at < bytes.count else { return true }
        let (scalar, _) = Letters.scalar(bytes, at: at)
        return Letters.isBlank(scalar) || "#,;".unicodeScalars.contains(scalar)
    }

    private mutating func part() -> Result<FieldPath.Part, Mistake> {
        guard at < bytes.count else { return .failure(Mistake(sentence: "ends with a dot")) }
        switch bytes[at] {
        case UInt8(ascii: "\""): return quoted()
        case UInt8(ascii: "`"): return backticked()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return place()
        default: return name()
        }
    }

    private mutating func quoted() -> Result<FieldPath.Part, Mistake> {
        let start = at + 1
        at = start
        while at < bytes.count, bytes[at] != 0x0a, bytes[at] != UInt8(ascii: "\"") {
            at += bytes[at] == UInt8(ascii: "\\") ? Escapes.length(bytes[...], at: at) : 1
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
            at = min(at, bytes.count)
            return .failure(Mistake(sentence: "has a part without its closing quotation mark"))
        }
        let (text, problem) = Escapes.unescape(bytes[start..<at])
        at += 1
        if problem != nil {
            return .failure(Mistake(sentence: "has a backslash before a letter that it does not go with"))
        }
        return .success(.member(text))
    }

    private mutating func backticked() -> Result<FieldPath.Part, Mistake> {
        at += 1
        let name = name()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "`") else {
            return .failure(Mistake(sentence: "has a backtick without its partner"))
        }
        at += 1
        return name
    }

    private mutating func place() -> Result<FieldPath.Part, Mistake> {
        let start = at
        while at < bytes.count, Letters.isDigit(bytes[at]) { at += 1 }
        if at < bytes.count, Letters.continuesName(Letters.scalar(bytes, at: at).scalar) {
            return .failure(
                Mistake(sentence: "has a part that begins with a digit: such a name stands in quotation marks"))
        }
        let digits = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let place = Int(digits), place <= PathScanner.greatestPlace, digits == String(place) else {
            return .failure(Mistake(sentence: "has no such place in an array: they are counted from 0"))
        }
        return .success(.place(place))
    }

    private mutating func name() -> Result<FieldPath.Part, Mistake> {
        let start = at
        while at < bytes.count {
            let (scalar, length) = Letters.scalar(bytes, at: at)
            guard at == start ? Letters.startsName(scalar) : Letters.continuesName(scalar) else { break }
            at += length
        }
        if at == start {
            return .failure(Mistake(sentence: "has a part that is no name: others than names stand in quotation marks"))
        }
        return .success(.member(Text(Letters.text(bytes[start..<at]))))
    }
}
