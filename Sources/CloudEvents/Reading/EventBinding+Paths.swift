import Events

extension EventBinding {
    /// Leaves the fields of a type with paths in `values`.
    mutating func readPaths(_ type: BoundType, _ tree: PathTree, _ data: JSONNode) throws(Fault) {
        try checkKeys(data)
        try follow(tree, 0, data, type)
    }

    /// Calls itself no deeper than simdjson lets a document be.
    private mutating func follow(
        _ tree: PathTree, _ at: Int, _ node: JSONNode, _ type: BoundType
    ) throws(Fault) {
        let step = tree.steps[at]
        if node.kind != .null {
            for slot in step.slots { values[slot] = try readValue(node, type, slot) }
        }
        switch node.kind {
        case .object where !step.members.isEmpty:
            var come = [Bool](repeating: false, count: step.members.count)
            // Programs write the members of an object in one order.
            var likely = 0
            for (key, value) in node.members {
                guard let found = place(of: key, step.members, likely) else { continue }
                guard !come[found] else { throw duplicate(key, "an object that a field is read from") }
                come[found] = true
                likely = found + 1
                try follow(tree, step.members[found].step, value, type)
            }
        case .array where !step.places.isEmpty:
            for (place, element) in node.elements.enumerated() {
                for wanted in step.places where wanted.place == place {
                    try follow(tree, wanted.step, element, type)
                }
            }
        case .object, .array, .null, .boolean, .number, .string: break
        }
    }

    private func place(
        of key: UnsafeBufferPointer<UInt8>, _ members: [PathTree.Member], _ likely: Int
    ) -> Int? {
        func has(_ place: Int) -> Bool { members[place].name.withUnsafeBufferPointer { equal($0, key) } }
        if likely < members.count, has(likely) { return likely }
        return members.indices.first(where: has)
    }
}
