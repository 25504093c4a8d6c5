package import Events

/// Puts into the texts of answers by whom they are said.
package final class SpeakerWriter {
    private let parser = JSONParser()

    package init() {}

    /// The text of an accepted event in whose `data` the member `by` is a name, whatever stands there. Nothing else of it
    /// changes. Nil if it has no such object.
    package func text(_ event: UnsafeRawBufferPointer, saidBy name: Text) -> [UInt8]? {
        guard let data = value(of: "data", in: event, at: 0), event[data.lowerBound] == UInt8(ascii: "{") else {
            return nil
        }
        var json = ""
        appendJSON(name.string, to: &json)
        if let by = value(of: "by", in: event, at: data.lowerBound) {
            return event[..<by.lowerBound] + Array(json.utf8) + event[by.upperBound...]
        }
        let start = data.lowerBound + 1
        let isEmpty = event[start...].first { !isSpace($0) } == UInt8(ascii: "}")
        return event[..<start] + Array("\"by\":\(json)\(isEmpty ? "" : ",")".utf8) + event[start...]
    }

    /// Where the value of a member stands of the object that starts at `start` or behind white space there.
    private func value(of name: StaticString, in text: UnsafeRawBufferPointer, at start: Int) -> Range<Int>? {
        var at = behindSpace(text, start)
        guard at < text.count, text[at] == UInt8(ascii: "{") else { return nil }
        repeat {
            at = behindSpace(text, at + 1)
            guard at < text.count, text[at] == UInt8(ascii: "\"") else { return nil }
            let key = at..<endOfString(text, at)
            at = behindSpace(text, key.upperBound)
            guard at < text.count, text[at] == UInt8(ascii: ":") else { return nil }
            at = behindSpace(text, at + 1)
            guard let end = endOfMember(text, at) else { return nil }
            if isKey(text, key, name) { return at..<end }
            at = behindSpace(text, end)
        } while at < text.count && text[at] == UInt8(ascii: ",")
        return nil
    }

    /// With escapes resolved, as the reader of events takes it.
    private func isKey(_ text: UnsafeRawBufferPointer, _ key: Range<Int>, _ name: StaticString) -> Bool {
        parser.parse(text, key) { result in
            guard case .success(let node) = result, node.isString else { return false }
            return equal(node.bytes, name)
        }
    }

    /// Behind the value that starts at `start`.
    private func endOfMember(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        guard start < text.count else { return nil }
        switch text[start] {
        case UInt8(ascii: "\""): return endOfString(text, start)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return endOfValue(text, start)
        default:
            return text[start...].firstIndex { byte in
                isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
            }
        }
    }

    private func behindSpace(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int {
        text[min(start, text.count)...].firstIndex { !isSpace($0) } ?? text.count
    }
}
