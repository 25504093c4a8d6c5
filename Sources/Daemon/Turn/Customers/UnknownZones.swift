import Engine
import Events
import RuleLanguage

/// Finds events that give their customer a time zone that is none: rules then judge by the site's.
struct UnknownZones {
    private let zones: ZoneTable
    /// Where events carry the customer's zone: by type the slot of the field.
    private let slots: [Int: Int]
    /// Names that were told already.
    private var told: Set<Text> = []

    /// So many names are told, and no more of each than these bytes: they come from outside.
    private static let mostTold = 100
    private static let longestName = 64

    init(_ engine: RuleEngine) {
        zones = engine.zones
        let carriers = engine.program.customerZone.map { engine.program.facts[$0].carriers } ?? []
        slots = Dictionary(
            carriers.compactMap { carrier in carrier.value.slot.map { (carrier.type, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The name of a zone that is none, as far as it is told; nil if an event carries no such name.
    func name(in event: Event) -> Text? {
        guard let slot = slots[event.type], case .text(let name)? = event.fields[slot], zones.isUnknown(name) else {
            return nil
        }
        return name.cut(to: Self.longestName)
    }

    /// Whether a name is to be told: the first time that it comes.
    mutating func isNews(_ name: Text) -> Bool { told.count < Self.mostTold && told.insert(name).inserted }
}

extension Text {
    /// Its first bytes, and a sign that there are more.
    fileprivate func cut(to bytes: Int) -> Text {
        guard string.utf8.count > bytes else { return self }
        // A letter that would be cut in two is replaced.
        return Text(String(decoding: string.utf8.prefix(bytes), as: UTF8.self) + "…")
    }
}
