package import Events

/// Puts into the texts of answers by whom they are said.
package final class SpeakerWriter {
    private let parser = JSONParser()

    package init() {}

    /// The text of an accepted event in whose `data` the member `by` is a name, whatever stands there. Nothing else of it
    /// changes, but that data in base64 becomes data like other. Nil if it has no such object.
    package func text(_ event: UnsafeRawBufferPointer, saidBy name: Text) -> [UInt8]? {
        let data = member("data", of: event, at: 0)
        if let data, event[data.value.lowerBound] == UInt8(ascii: "{") {
            return naming(name, in: event, at: data.value.lowerBound)
        }
        guard let encoded = member("data_base64", of: event, at: 0), let held = decoded(event, encoded.value) else {
            return nil
        }
        let said = held.withUnsafeBytes { held -> [UInt8]? in
            let line = oneLine(held)
            return line.withBytes { naming(name, in: UnsafeRawBufferPointer($0), at: 0) }
        }
        guard let said else { return nil }
        var replacements = [(encoded.key.lowerBound..<encoded.value.upperBound, Array("\"data\":".utf8) + said)]
        if let data {
            // It is null.
            replacements = [(data.value, said), (encoded.value, Array("null".utf8))]
        }
        var text: [UInt8] = []
        var end = 0
        for (range, bytes) in replacements.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
            text += event[end..<range.lowerBound] + bytes
            end = range.upperBound
        }
        return text + event[end...]
    }

    /// Whom an accepted event names in the member `by` of its `data`; nil if nobody.
    package func named(in event: UnsafeRawBufferPointer) -> Text? {
        if let data = member("data", of: event, at: 0), event[data.value.lowerBound] == UInt8(ascii: "{") {
            return name(in: event, at: data.value.lowerBound)
        }
        guard let encoded = member("data_base64", of: event, at: 0), let held = decoded(event, encoded.value) else {
            return nil
        }
        return held.withUnsafeBytes { name(in: $0, at: 0) }
    }

    private func name(in text: UnsafeRawBufferPointer, at start: Int) -> Text? {
        guard let by = member("by", of: text, at: start)?.value else { return nil }
        return parser.parse(text, by) { result in
            guard case .success(let node) = result, node.isString else { return nil }
            return Text(String(decoding: node.bytes, as: UTF8.self))
        }
    }

    /// A text in which the member `by` is a name of the object that starts at `start` or behind white space there.
    private func naming(_ name: Text, in text: UnsafeRawBufferPointer, at start: Int) -> [UInt8]? {
        let open = behindSpace(text, start)
        guard open < text.count, text[open] == UInt8(ascii: "{") else { return nil }
        var json = ""
        appendJSON(name.string, to: &json)
        if let by = member("by", of: text, at: open)?.value {
            return text[..<by.lowerBound] + Array(json.utf8) + text[by.upperBound...]
        }
        let inside = open + 1
        let isEmpty = text[inside...].first { !isSpace($0) } == UInt8(ascii: "}")
        return text[..<inside] + Array("\"by\":\(json)\(isEmpty ? "" : ",")".utf8) + text[inside...]
    }

    /// What a text in base64 stands for.
    private func decoded(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> [UInt8]? {
        parser.parse(text, range) { result in
            guard case .success(let node) = result, node.isString else { return nil }
            return EncodedData.decoded(node.bytes)
        }
    }

    /// Where a member stands of the object that starts at `start` or behind white space there.
    private func member(
        _ name: StaticString, of text: UnsafeRawBufferPointer, at start: Int
    ) -> (key: Range<Int>, value: Range<Int>)? {
        var at = behindSpace(text, start)
        guard at < text.count, text[at] == UInt8(ascii: "{") else { return nil }
        repeat {
            at = behindSpace(text, at + 1)
            guard at < text.count, text[at] == UInt8(ascii: "\"") else { return nil }
            let key = at..<min(endOfString(text, at), text.count)
            at = behindSpace(text, key.upperBound)
            guard at < text.count, text[at] == UInt8(ascii: ":") else { return nil }
            at = behindSpace(text, at + 1)
            guard let end = endOfMember(text, at) else { return nil }
            if isKey(text, key, name) { return (key, at..<end) }
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
