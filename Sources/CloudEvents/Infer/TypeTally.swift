package import Events

/// What was seen of one event type.
package struct TypeTally: Hashable, Sendable {
    package let name: Text
    package private(set) var count = 0
    /// In the order of their first appearance.
    package private(set) var fields: [FieldTally] = []
    private var places: [Text: Int] = [:]

    init(name: Text) { self.name = name }

    /// Counts one event. Of a field that stands there twice, which no accepted event has, the last counts.
    mutating func add(_ data: JSONNode?) {
        var seen: Set<Int> = []
        if let data, data.kind == .object {
            for (key, value) in data.members {
                let name = TextCache.make(key)
                let place: Int
                if let known = places[name] {
                    place = known
                } else {
                    place = fields.count
                    places[name] = place
                    fields.append(FieldTally(name: name, absent: count))
                }
                guard seen.insert(place).inserted else { continue }
                fields[place].add(value)
            }
        }
        for place in fields.indices where !seen.contains(place) { fields[place].absent += 1 }
        count += 1
    }
}
