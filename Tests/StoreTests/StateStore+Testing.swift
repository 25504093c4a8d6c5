import Events
import Foundation

@testable import Store

extension StateStore {
    /// One that reads who the events of earlier versions are.
    init(folder: String) throws { try self.init(folder: folder, identities: readIdentities) }

    /// The places of events that are kept, each with the lines among which it is.
    func lookUp(_ identities: [EventIdentity]) throws -> [Int: [Text]] {
        var found: [Int: [Text]] = [:]
        try lookUp(identities.map { hashKey.hash(of: $0) }) { places, text in
            for place in places { found[place, default: []] += lines(text) }
        }
        return found
    }
}

/// Who the events of some lines are, as far as tests write them: `source` and `id` are the first of that name.
func readIdentities(of lines: UnsafeRawBufferPointer) -> [EventIdentity] {
    Store.lines(lines).compactMap { line in
        guard let source = member("source", of: line.string), let id = member("id", of: line.string) else { return nil }
        return EventIdentity(source: Text(source), id: Text(id))
    }
}

private func member(_ name: String, of json: String) -> String? {
    guard let start = json.firstRange(of: "\"\(name)\":")?.upperBound,
        let literal = json[start...].prefixMatch(of: /"(?:[^"\\]|\\.)*"/)?.output
    else { return nil }
    return try? JSONDecoder().decode(String.self, from: Data(literal.utf8))
}
