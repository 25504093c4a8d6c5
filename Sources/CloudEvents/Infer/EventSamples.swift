import Events

/// Looks at events to find out which fields they have: the first draft of their declarations.
package struct EventSamples {
    /// In the order of their first appearance.
    package private(set) var types: [TypeTally] = []
    private var places: [Text: Int] = [:]
    private let parser = JSONParser()
    private var binding = EventBinding(schema: Schema(), key: .process)

    package init() {}

    /// Looks at the events of a file. Throws if it is not JSON at all.
    /// - Parameters:
    ///   - progress: told how many more events have been looked at.
    ///   - rejected: told every event that outreachd would not accept, whatever the rules; it is not counted.
    package mutating func read(
        _ bytes: [UInt8], format: InputFormat, progress: (Int) -> Void, rejected: (Rejection) -> Void
    ) throws(FileRejection) {
        var cursor = try opened(FileText(bytes), format, parser)
        var unreported = 0
        bytes.withUnsafeBytes { text in
            // Opening has seen that an array is whole.
            while let piece = try? cursor.next(text) {
                if let rejection = look(at: text, piece) { rejected(rejection) }
                unreported += 1
                if unreported == 10_000 {
                    progress(unreported)
                    unreported = 0
                }
            }
        }
        progress(unreported)
        parser.trim()
    }

    private mutating func look(at text: UnsafeRawBufferPointer, _ piece: EventCursor.Piece) -> Rejection? {
        let fault = parser.parse(text, piece.range) { result -> Fault? in
            switch result {
            case .success(let root):
                do throws(Fault) {
                    // No type is declared, so what is wrong is wrong for every rule file.
                    if case .undeclared(let type, _) = try binding.bind(root, latest: nil) { count(type, root) }
                    return nil
                } catch {
                    return error
                }
            case .failure(let error): return Fault(error)
            }
        }
        return fault.map { Rejection($0, text, piece) }
    }

    private mutating func count(_ type: Text, _ root: JSONNode) {
        let place: Int
        if let known = places[type] {
            place = known
        } else {
            place = types.count
            places[type] = place
            types.append(TypeTally(name: type))
        }
        types[place].add(root.members.first { equal($0.key, "data") }?.value)
    }
}
