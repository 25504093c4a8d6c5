/// What was rejected of one file: each event, as long as they are few; of more, how many for which reason, and where the
/// first of them stands. So a file of nothing but mistakes takes no more memory or disk than one with some.
package struct FileRejections: Sendable {
    /// Of more bad events than this none is listed, and their file moves to `rejected/` whole.
    package static let listedAtMost = 1_000

    /// How many were rejected.
    package private(set) var count = 0
    /// What was added, in any order; none if they are too many.
    private var listed: [Rejection] = []
    /// The lines of those that came before all of `listed`; empty if they are too many.
    private var earlier: [UInt8] = []
    /// By code.
    private var reasons: [String: Reason] = [:]

    /// What all that were rejected for one reason have in common, and the first of them.
    struct Reason: Equatable, Sendable {
        var count: Int
        var line: Int
        var detail: String
    }

    package init() {}

    /// Whether they are too many to be listed.
    package var areTooMany: Bool { count > Self.listedAtMost }

    /// Adds one.
    /// - Returns: whether it is listed, and not only counted.
    @discardableResult
    package mutating func add(_ rejection: Rejection) -> Bool {
        note(Reason(count: 1, line: rejection.line, detail: rejection.detail), rejection.code.rawValue)
        if areTooMany {
            listed = []
            earlier = []
        } else {
            listed.append(rejection)
        }
        return !areTooMany
    }

    /// Adds what was rejected further on in the same file.
    package mutating func append(_ later: FileRejections) {
        for (code, reason) in later.reasons { note(reason, code) }
        if areTooMany {
            listed = []
            earlier = []
        } else {
            earlier = lines + later.lines
            listed = []
        }
    }

    private mutating func note(_ reason: Reason, _ code: String) {
        count += reason.count
        guard var known = reasons[code] else {
            reasons[code] = reason
            return
        }
        known.count += reason.count
        if reason.line < known.line { (known.line, known.detail) = (reason.line, reason.detail) }
        reasons[code] = known
    }

    /// How many were rejected for each reason, by code.
    package var counts: [String: Int] { reasons.mapValues(\.count) }

    /// As the lines of a `.rejected.ndjson`, in the order of the file; empty for none, and if they are too many.
    package var lines: [UInt8] {
        var lines = earlier
        for rejection in listed.sorted(by: { $0.line < $1.line }) {
            lines += rejection.json.utf8
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }
}

extension FileRejections {
    /// The most frequent first.
    private var sorted: [(code: String, reason: Reason)] {
        reasons.map { ($0.key, $0.value) }.sorted { a, b in
            a.1.count != b.1.count ? a.1.count > b.1.count : a.0 < b.0
        }
    }

    /// For a log: how many were rejected for each reason, and where the first of them stands; nothing of what they say.
    /// `3 field-type, the first in line 7; 1 future in line 9`
    package var brief: String {
        sorted.map { code, reason in
            "\(reason.count) \(code)\(reason.count == 1 ? "" : ", the first") in line \(reason.line)"
        }.joined(separator: "; ")
    }

    /// Why a file moves whole of which too many events were rejected, and what they had:
    /// `{"reason":"too-many-rejected","detail":TEXT,"file":NAME,"rejected":N,"reasons":[{"reason":CODE,"count":N,`
    /// `"line":N,"detail":TEXT}]}`, the most frequent first, without a line end.
    package func summary(file: String) -> String {
        let detail =
            "\(count) events of the file were rejected, too many to list them all: for each reason there are their number and "
            + "the first of them. The other events of the file count."
        var text = FileRejection(code: .tooManyRejected, detail: detail).json(file: file)
        text.removeLast()
        text += ",\"rejected\":\(count),\"reasons\":["
        for (place, (code, reason)) in sorted.enumerated() {
            text += place == 0 ? "{\"reason\":" : ",{\"reason\":"
            appendJSON(code, to: &text)
            text += ",\"count\":\(reason.count),\"line\":\(reason.line),\"detail\":"
            appendJSON(reason.detail, to: &text)
            text += "}"
        }
        return text + "]}"
    }

    /// What `rejected/` shall hold of it: the lines, or the summary and a line end.
    package func bytes(file: String) -> [UInt8] { areTooMany ? Array((summary(file: file) + "\n").utf8) : lines }

    /// What `bytes` gave; anything else is nothing.
    package init(_ bytes: [UInt8]) {
        if bytes.isEmpty { return }
        let parser = JSONParser()
        if Self.isSummary(bytes) {
            bytes.withUnsafeBytes { text in
                parser.parse(text, 0..<text.count) { result in
                    guard case .success(let root) = result else { return }
                    for (key, value) in root.members where key.elementsEqual("reasons".utf8) && value.kind == .array {
                        for reason in value.elements { note(reason) }
                    }
                }
            }
            return
        }
        bytes.withUnsafeBytes { text in
            var shape = EventCursor.Shape.lines(at: 0, line: 1)
            while let piece = try? shape.next(text) {
                parser.parse(text, piece.range) { result in
                    if case .success(let root) = result { note(root) }
                }
            }
        }
        earlier = areTooMany ? [] : bytes
    }

    /// Whether `bytes` of too many gave this.
    package static func isSummary(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "{\"reason\":".utf8) }

    private mutating func note(_ node: JSONNode) {
        guard node.kind == .object else { return }
        var code = ""
        var reason = Reason(count: 1, line: 0, detail: "")
        for (key, value) in node.members {
            switch (String(decoding: key, as: UTF8.self), value.kind) {
            case ("reason", .string): code = String(decoding: value.bytes, as: UTF8.self)
            case ("detail", .string): reason.detail = String(decoding: value.bytes, as: UTF8.self)
            case ("count", .number): reason.count = Int(exactly: value.number) ?? 1
            case ("line", .number): reason.line = Int(exactly: value.number) ?? 0
            default: break
            }
        }
        note(reason, code)
    }
}
