import Events

/// Looks at events to find out which fields they have: the first draft of their declarations. A file in which nothing is
/// a CloudEvent holds *bodies*, as webhooks send them: each will be the data of an event, once it has an envelope.
package struct EventSamples {
    /// In the order of their first appearance.
    package private(set) var types: [TypeTally] = []
    /// How the bodies of each file of them become events.
    package private(set) var wrappings: [Wrapping] = []
    private var places: [Text: Int] = [:]
    private let parser = JSONParser()
    private var binding = EventBinding(schema: Schema(), key: .process)
    private var encoded = EncodedData()

    package init() {}

    /// Looks at the events of a file. Throws if it is not JSON at all.
    /// - Parameters:
    ///   - name: of the file; bodies that do not say what happened get their type from it.
    ///   - progress: told how many more events have been looked at.
    ///   - rejected: told every event that outreachd would not accept, whatever the rules; it is not counted.
    package mutating func read(
        _ bytes: [UInt8], name: String = "", format: InputFormat, progress: (Int) -> Void,
        rejected: (Rejection) -> Void
    ) throws(FileRejection) {
        let cursor = try opened(FileText(bytes), format, parser)
        defer { parser.trim() }
        if holdsBodies(bytes, cursor) {
            readBodies(bytes, cursor, name, progress, rejected)
        } else {
            each(bytes, cursor, progress, rejected) { samples, root throws(Fault) in
                // No type is declared, so what is wrong is wrong for every rule file.
                if case .undeclared(let type, _) = try samples.binding.bind(root, latest: nil) {
                    samples.count(type, samples.data(of: root))
                }
            }
        }
    }

    /// Hands on each document of a file.
    private mutating func each(
        _ bytes: [UInt8], _ start: EventCursor, _ progress: (Int) -> Void, _ rejected: (Rejection) -> Void,
        _ look: (inout EventSamples, JSONNode) throws(Fault) -> Void
    ) {
        var cursor = start
        var unreported = 0
        bytes.withUnsafeBytes { text in
            // Opening has seen that an array is whole.
            while let piece = try? cursor.next(text) {
                let fault = parser.parse(text, piece.range) { result -> Fault? in
                    switch result {
                    case .success(let root):
                        do throws(Fault) { try look(&self, root) } catch { return error }
                        return nil
                    case .failure(let error): return Fault(error)
                    }
                }
                if let fault { rejected(Rejection(fault, text, piece)) }
                unreported += 1
                if unreported == 10_000 {
                    progress(unreported)
                    unreported = 0
                }
            }
        }
        progress(unreported)
    }

    private mutating func count(_ type: Text, _ data: JSONNode?) {
        let place: Int
        if let known = places[type] {
            place = known
        } else {
            place = types.count
            places[type] = place
            types.append(TypeTally(name: type))
        }
        types[place].add(data)
    }

    /// Of an event that was found good.
    private mutating func data(of event: JSONNode) -> JSONNode? {
        var data: JSONNode?
        for (key, value) in event.members {
            if equal(key, "data"), value.kind != .null { data = value }
            if equal(key, "data_base64"), value.isString { data = try? encoded.read(value.bytes).get() }
        }
        return data
    }

    // MARK: Bodies

    /// Whether there are objects in a file, and none of them is meant as a CloudEvent. Of a file of events the first one
    /// tells.
    private func holdsBodies(_ bytes: [UInt8], _ start: EventCursor) -> Bool {
        var cursor = start
        var hasObject = false
        return bytes.withUnsafeBytes { text in
            while let piece = try? cursor.next(text) {
                let isMeant = parser.parse(text, piece.range) { result -> Bool? in
                    guard case .success(let root) = result, root.kind == .object else { return nil }
                    return isMeantAsEvent(root)
                }
                if isMeant == true { return false }
                if isMeant == false { hasObject = true }
            }
            return hasObject
        }
    }

    private mutating func readBodies(
        _ bytes: [UInt8], _ cursor: EventCursor, _ name: String, _ progress: (Int) -> Void,
        _ rejected: (Rejection) -> Void
    ) {
        var batches = BatchShape()
        each(bytes, cursor, { _ in }, { _ in }) { _, root in batches.add(root) }
        let batch = batches.bodies
        var shape = BodyShape()
        each(bytes, cursor, { _ in }, { _ in }) { _, root throws(Fault) in
            try root.eachBody(of: batch) { body throws(Fault) in shape.add(body) }
        }
        let wrapping = Wrapping(shape, file: name, isLines: cursor.isLines, batch: batch)
        wrappings.append(wrapping)
        each(bytes, cursor, progress, rejected) { samples, root throws(Fault) in
            guard root.kind == .object else {
                throw Fault(
                    code: .notAnObject,
                    detail: "the data of an event is a JSON object, but this is \(root.kind.name)")
            }
            try root.eachBody(of: batch) { body throws(Fault) in samples.count(wrapping.type(of: body), body) }
        }
    }
}

/// Whether an object has what makes a CloudEvent, or most of it. Many bodies have an id, a type and a time, few a source.
func isMeantAsEvent(_ root: JSONNode) -> Bool {
    let others: [StaticString] = ["id", "type", "subject", "time"]
    var hasSource = false
    var found = 0
    for (key, _) in root.members {
        if equal(key, "specversion") { return true }
        if equal(key, "source") { hasSource = true }
        if others.contains(where: { equal(key, $0) }) { found += 1 }
    }
    return hasSource && found >= 3
}
