import Events
import Spool
import Store

/// Sorts what was read: new events, duplicates, conflicts, undeclared types, and what the reader rejected.
struct Intake {
    /// Good events of this batch in the order of arrival, each identity once.
    private(set) var events: [Event] = []
    private(set) var counts: [Counter: Int] = [:]
    /// Events of declared types, by the index of the type.
    private var types: [TypeOutcome: Int] = [:]
    private var positions: [EventIdentity: Int] = [:]

    private struct TypeOutcome: Hashable {
        enum Outcome: String { case accepted, duplicate, conflict }
        var type: Int
        var outcome: Outcome
    }

    /// All that was counted, by type too.
    func counts(by schema: Schema) -> [Counter: Int] {
        var counts = counts
        for (key, number) in types {
            counts[Counter(.type, Text("\(key.outcome.rawValue) \(schema.types[key.type].name)"))] = number
        }
        return counts
    }

    /// Takes some events of one file.
    /// - Parameters:
    ///   - stored: the texts of those identities that the store holds.
    ///   - sameContent: whether two JSON texts have equal values.
    /// - Returns: what was rejected, in the order of the file.
    mutating func take(
        _ read: [ReadEvent], stored: [EventIdentity: Text], sameContent: (Text, Text) -> Bool
    ) -> [Rejection] {
        var rejections: [Rejection] = []
        for item in read {
            switch item.outcome {
            case .undeclared(let type, _):
                counts[Counter(.undeclared, type), default: 0] += 1
            case .passed:
                // A reader that was not told which types are of use passes none over.
                break
            case .rejected(let rejection):
                rejections.append(rejection)
            case .event(let event):
                let first = stored[event.identity] ?? positions[event.identity].map { events[$0].json }
                if let first {
                    if sameContent(first, event.json) {
                        types[TypeOutcome(type: event.type, outcome: .duplicate), default: 0] += 1
                        counts[Counter(.input, "duplicate"), default: 0] += 1
                    } else {
                        types[TypeOutcome(type: event.type, outcome: .conflict), default: 0] += 1
                        rejections.append(.conflict(line: item.line, identity: event.identity, input: event.json))
                    }
                } else {
                    positions[event.identity] = events.count
                    events.append(event)
                    types[TypeOutcome(type: event.type, outcome: .accepted), default: 0] += 1
                    counts[Counter(.input, "accepted"), default: 0] += 1
                }
            }
        }
        for rejection in rejections { counts[Counter(.rejected, Text(rejection.code.rawValue)), default: 0] += 1 }
        return rejections
    }

    /// Counts a file that cannot be read as events at all.
    mutating func reject(_ rejection: FileRejection) {
        counts[Counter(.rejected, Text(rejection.code.rawValue)), default: 0] += 1
    }

    /// Counts a file that has been read to its end.
    mutating func finishFile() { counts[Counter(.input, "files"), default: 0] += 1 }
}
