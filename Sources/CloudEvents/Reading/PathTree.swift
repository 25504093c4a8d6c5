import Events

/// The paths of a type's fields as a tree, so that each object and array on the way is looked through once.
struct PathTree: Sendable {
    /// A value on the way.
    struct Step: Sendable {
        /// The fields that end here.
        var slots: [Int] = []
        var members: [Member] = []
        var places: [Place] = []
    }

    struct Member: Sendable {
        let name: [UInt8]
        /// Where it leads to, in `steps`.
        let step: Int
    }

    struct Place: Sendable {
        let place: Int
        let step: Int
    }

    /// The first is the data.
    private(set) var steps = [Step()]

    init(_ fields: [Field]) {
        for (slot, field) in fields.enumerated() {
            var at = 0
            for part in field.path?.parts ?? [.member(field.name)] { at = step(at, part) }
            steps[at].slots.append(slot)
        }
    }

    /// Where a part leads to, which is made if it was not there.
    private mutating func step(_ at: Int, _ part: FieldPath.Part) -> Int {
        switch part {
        case .member(let name):
            let bytes = name.withBytes { Array($0) }
            if let known = steps[at].members.first(where: { $0.name == bytes }) { return known.step }
            steps[at].members.append(Member(name: bytes, step: steps.count))
        case .place(let place):
            if let known = steps[at].places.first(where: { $0.place == place }) { return known.step }
            steps[at].places.append(Place(place: place, step: steps.count))
        }
        steps.append(Step())
        return steps.count - 1
    }
}
