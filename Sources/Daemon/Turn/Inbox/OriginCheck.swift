import CloudEvents
import Events
import RuleLanguage

/// Asks of each file who owns it, and of each of its events whether it counts.
struct OriginCheck {
    private let origin: Origin
    /// By their indexes in the schema.
    private let typeNames: [Text]
    private let accounts: Accounts
    private let writer = SpeakerWriter()
    /// Who was looked up in this turn. In the next one somebody may have left a group.
    private var known: [UInt32: Bringer] = [:]

    init(_ program: Program, _ accounts: Accounts) {
        origin = program.origin
        typeNames = program.schema.types.map(\.name)
        self.accounts = accounts
    }

    /// The same machine under other rules.
    func with(_ program: Program) -> OriginCheck { OriginCheck(program, accounts) }

    /// One sentence for each name of the rules that the machine does not know.
    var unknownOwners: [String] { accounts.unknown(in: origin) }

    mutating func beginTurn() { known.removeAll(keepingCapacity: true) }

    /// Who owns a file.
    /// - Throws: if nobody can tell just now, and something depends on it.
    mutating func bringer(uid: UInt32) throws(DaemonError) -> Bringer {
        if let bringer = known[uid] { return bringer }
        let bringer: Bringer
        do throws(DaemonError) {
            // Where everybody is believed, no group matters.
            bringer = try accounts.bringer(uid, origin.isOpen ? .name : .nameAndGroups)
        } catch {
            guard origin.isOpen else { throw error }
            return Bringer(uid: uid, user: nil, groups: [], maySayEverything: false)
        }
        known[uid] = bringer
        return bringer
    }

    /// The same events, of which those are rejected that do not count.
    func checked(_ events: [ReadEnvelope], in file: FileText, from bringer: Bringer) -> [ReadEnvelope] {
        if origin.isOpen || bringer.maySayEverything { return events }
        return events.map { event in
            guard let (source, type) = subject(of: event),
                case .notAllowed(let who) = origin.permission(source: source, type: type, from: bringer)
            else { return event }
            return event.notAllowed(in: file, "\(who); the file is of \(bringer.name)")
        }
    }

    private func subject(of event: ReadEnvelope) -> (source: Text, type: Text)? {
        switch event.outcome {
        case .envelope(let envelope): return (envelope.source, name(envelope.type))
        case .rejected: return nil
        }
    }

    private func name(_ type: Envelope.TypeOfEvent) -> Text {
        switch type {
        case .declared(let index): return typeNames[index]
        case .undeclared(let name): return name
        }
    }

    /// A file in which each answer says who says it.
    struct SpokenFile {
        var bytes: [UInt8]
        /// How many answers named somebody else, and whom the first of them named.
        var renamed = 0
        var firstNamed: Text?
    }

    /// A file in which each answer says who says it; nil if that is the file that it was.
    ///
    /// So what a person says is said by the name that the machine knows, for all who read it later: the fold, the task,
    /// its history, the evidence. The archive keeps the file as it came.
    func spoken(_ cursor: EventCursor, _ reader: EnvelopeReader, from bringer: Bringer) -> SpokenFile? {
        guard origin.speaks(bringer) else { return nil }
        var cursor = cursor
        let file = cursor.file
        var spoken = SpokenFile(bytes: [])
        var end = 0
        while true {
            let events = reader.next(&cursor, upTo: Settings.eventsAtOnce, latest: nil)
            for event in events {
                guard case .envelope(let envelope) = event.outcome,
                    case .allowedAs(let name) = origin.permission(
                        source: envelope.source, type: name(envelope.type), from: bringer)
                else { continue }
                let range = event.range
                file.withBytes { text in
                    let event = UnsafeRawBufferPointer(rebasing: text[range])
                    let said = writer.text(event, saidBy: name)
                    spoken.bytes += text[end..<range.lowerBound]
                    // Without data it names nobody.
                    spoken.bytes += said ?? Array(event)
                    if let named = writer.named(in: event), named != name {
                        spoken.renamed += 1
                        spoken.firstNamed = spoken.firstNamed ?? named
                    }
                    end = range.upperBound
                }
            }
            if events.count < Settings.eventsAtOnce { break }
        }
        if end == 0 { return nil }
        file.withBytes { spoken.bytes += $0[end...] }
        return spoken
    }
}
