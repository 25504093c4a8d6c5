package import Events

/// Names that rules may speak by, proposed for what has none yet: types as they stand in files, and places in nested data.
package enum ProposedNames {
    // MARK: Types

    /// A name for each type: itself if it is one, else one made of its words. One that the language declares stays, since
    /// nothing else may stand for it.
    package static func types(_ written: [Text]) -> [Text] {
        var taken = Set(written.filter { EventDraft.fault(ofType: $0) == nil })
        taken.formUnion(Schema.language.types.map(\.name))
        return written.map { type in
            if EventDraft.fault(ofType: type) == nil || Schema.language.index(of: type) != nil { return type }
            let name = free(typeName(type)) { !taken.contains(Text($0)) }
            taken.insert(Text(name))
            return Text(name)
        }
    }

    /// `orders.create` for `orders/create`, `ticket.created` for `TicketCreated`, `ping.received` for `ping`.
    private static func typeName(_ written: Text) -> String {
        let text = written.string.prefix(200)
        if let last = text.split(whereSeparator: { ":/ ".contains($0) }).last,
            EventDraft.fault(ofType: Text(String(last))) == nil
        {
            return String(last)
        }
        var parts = pieces(text) { !Letters.continuesName($0) }
        if parts.count == 1 { parts = pieces(text) { !Letters.continuesName($0) || $0 == "-" || $0 == "_" } }
        if parts.count == 1 { parts = wordsOfCamel(parts[0]) }
        parts = parts.map { name($0.lowercased()) }
        switch parts.count {
        case 0: return "webhook.received"
        case 1: return parts[0] + ".received"
        // Where a long way of names leads to it, the last ones tell.
        default: return parts.suffix(3).joined(separator: ".")
        }
    }

    // MARK: Fields

    /// A name for each place, all of them different: a member at the top keeps its name if it is one.
    /// - Parameters:
    ///   - paths: with a member at their beginning.
    ///   - type: the name of the type that they are fields of; its `id` is called by what it is about.
    package static func fields(_ paths: [FieldPath], of type: Text) -> [Text] {
        let ways = paths.map(Way.init)
        let tops = Set(ways.filter(\.isTop).map(\.last))
        var thing = thing(of: type)
        if let name = thing, tops.contains(name) { thing = nil }
        // Where the thing is in a cover, the id beside the cover is that of the message.
        let isCovered = ways.contains { $0.isCovered && $0.isID }
        var lengths = ways.map { $0.isVague && !$0.isCovered ? 2 : 1 }
        func proposal(_ place: Int) -> String {
            let way = ways[place]
            if let thing, way.isID, way.isCovered || way.isTop && !isCovered { return name(thing) }
            if way.isTop { return unreserved(way.last) }
            // The id of something is called by what it is.
            if way.isID, lengths[place] == 2, !way.hasPlace, !isReserved(way.owner), !tops.contains(way.owner) {
                return name(way.owner)
            }
            let own = name(way.members.suffix(lengths[place]).joined(separator: "_"))
            return isReserved(own) ? own + "_of_" + name(way.owner) : own
        }
        // Those that are called alike get more of their way.
        var areAlike = true
        while areAlike {
            areAlike = false
            let alike = Dictionary(grouping: ways.indices, by: proposal)
            for places in alike.values where places.count > 1 {
                for place in places where lengths[place] < ways[place].members.count {
                    lengths[place] += 1
                    areAlike = true
                }
            }
        }
        var taken: Set<String> = []
        return ways.indices.map { place in
            let name = free(proposal(place)) { !taken.contains($0) }
            taken.insert(name)
            return Text(name)
        }
    }

    /// The names on a path.
    private struct Way {
        let members: [String]
        let hasPlace: Bool

        init(_ path: FieldPath) {
            members = path.parts.compactMap { part in
                if case .member(let name) = part { return name.string }
                return nil
            }
            hasPlace = members.count < path.parts.count
        }

        var last: String { members.last ?? "" }
        var owner: String { members.dropLast().last ?? "" }
        var isTop: Bool { members.count == 1 && !hasPlace }
        var isID: Bool { last.lowercased() == "id" && !hasPlace }

        /// Whether it is in an object that is called by no thing, in which many systems put what they tell of.
        var isCovered: Bool {
            members.count == 2 && !hasPlace
                && ["data", "detail", "details", "payload", "object", "body", "msg", "message", "resource", "record"]
                    .contains(owner.lowercased())
        }

        /// Whether its last name tells nothing without what it is of.
        var isVague: Bool {
            members.count > 1
                && [
                    "id", "name", "value", "type", "code", "status", "state", "title", "number", "key", "label", "text",
                    "url", "email", "phone", "date", "time", "count", "amount",
                ].contains(last.lowercased())
        }
    }

    /// What a type is about: `order` of `orders.create`, `order.placed` and `com.shop.order.placed`; nil if it is a word
    /// that steps of tests have.
    private static func thing(of type: Text) -> String? {
        let parts = type.string.split(separator: ".")
        guard let part = parts.count > 2 ? parts.dropLast().last : parts.first else { return nil }
        let isMany = part.count > 3 && part.hasSuffix("s") && !part.hasSuffix("ss")
        let thing = isMany ? String(part.dropLast()) : String(part)
        return isReserved(thing) ? nil : thing
    }

    /// A name at the top that would be taken for another word in the steps of a test.
    private static func unreserved(_ written: String) -> String {
        switch written {
        case "customer": return "customer_id"
        case "event": return "event_name"
        case "happened": return "happened_at"
        default: return name(written)
        }
    }

    /// Words that stand before a value in the steps of a test.
    private static func isReserved(_ name: String) -> Bool { ["customer", "event", "happened"].contains(name) }

    // MARK: Words

    /// A name with what no name may have left out.
    private static func name(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(120) {
            if Letters.continuesName(scalar) {
                scalars.append(scalar)
            } else if scalars.last.map({ $0 != "_" }) ?? false {
                scalars.append("_")
            }
        }
        while scalars.last == "_", scalars.count > 1 { scalars.removeLast() }
        guard let first = scalars.first else { return "field" }
        return (Letters.startsName(first) ? "" : "_") + String(scalars)
    }

    private static func pieces(_ text: Substring, at isBetween: (Unicode.Scalar) -> Bool) -> [String] {
        text.unicodeScalars.split(whereSeparator: isBetween).map { String(String.UnicodeScalarView($0)) }
    }

    /// `Ticket`, `Created` of `TicketCreated`.
    private static func wordsOfCamel(_ text: String) -> [String] {
        var words: [String] = []
        var wasSmall = false
        for letter in text {
            if letter.isUppercase, wasSmall || words.isEmpty {
                words.append(String(letter))
            } else if words.isEmpty {
                words.append(String(letter))
            } else {
                words[words.count - 1].append(letter)
            }
            wasSmall = letter.isLowercase
        }
        return words
    }

    /// The name, or with a number behind it one that is free.
    private static func free(_ name: String, _ isFree: (String) -> Bool) -> String {
        if isFree(name) { return name }
        var number = 2
        while !isFree("\(name)_\(number)") { number += 1 }
        return "\(name)_\(number)"
    }
}

extension FieldPath {
    fileprivate var hasPlace: Bool {
        parts.contains { part in
            if case .place = part { return true }
            return false
        }
    }
}
