package import Events

/// What was seen of one event type: a tree of the places in its data.
package struct TypeTally: Sendable {
    /// The `type` as it stands in files.
    package let name: Text
    package private(set) var count = 0
    /// Whether there were more places than are looked at.
    package private(set) var hasMore = false
    /// The first is the data itself.
    private var nodes = [Node(path: [])]

    private struct Node: Sendable {
        var tally: FieldTally
        var members: [Text: Int] = [:]
        /// Of an array its first element.
        var element: Int?
        /// The event that it was seen in last, so that of a member that stands there twice, which no accepted event has at
        /// the top, one counts.
        var last = -1

        init(path: [FieldPath.Part]) { tally = FieldTally(path: FieldPath(path)) }

        var isLeaf: Bool { members.isEmpty && element == nil }
    }

    /// So many places are looked at; data whose members are named by ids would have places without end.
    static let placesAtMost = 400
    /// So far down.
    static let deepest = 12

    init(name: Text) { self.name = name }

    /// The places where values are or might be, in the order of their first appearance.
    package var fields: [FieldTally] {
        nodes.dropFirst().filter { $0.isLeaf || $0.tally.scalars > 0 }.map { node in
            var tally = node.tally
            tally.absent = count - tally.seen
            return tally
        }
    }

    /// Counts one event.
    mutating func add(_ data: JSONNode?) {
        if let data, data.kind == .object { addInside(data, 0) }
        count += 1
    }

    private mutating func add(_ node: JSONNode, at place: Int) {
        guard nodes[place].last != count else { return }
        nodes[place].last = count
        nodes[place].tally.add(node)
        addInside(node, place)
    }

    /// Calls itself no deeper than `deepest`.
    private mutating func addInside(_ node: JSONNode, _ place: Int) {
        guard nodes[place].tally.path.parts.count < Self.deepest else { return }
        switch node.kind {
        case .object:
            for (key, value) in node.members {
                let name = TextCache.make(key)
                guard let member = nodes[place].members[name] ?? made(place, .member(name)) else { continue }
                add(value, at: member)
            }
        case .array:
            var elements = node.elements
            guard let first = elements.next(), let element = nodes[place].element ?? made(place, .place(0)) else {
                return
            }
            add(first, at: element)
        case .null, .boolean, .number, .string: break
        }
    }

    private mutating func made(_ place: Int, _ part: FieldPath.Part) -> Int? {
        guard nodes.count <= Self.placesAtMost else {
            hasMore = true
            return nil
        }
        switch part {
        case .member(let name): nodes[place].members[name] = nodes.count
        case .place: nodes[place].element = nodes.count
        }
        nodes.append(Node(path: nodes[place].tally.path.parts + [part]))
        return nodes.count - 1
    }
}
