import Engine
import TaskDispatch
package import Events

/// What a task's file shows of its evidence: the first and the last events whole, of those between who they are and when
/// they happened, and of what is more than that their number. So a customer of a million events has a file like others.
/// Besides, of a task that is over, the event that ended it.
package struct ShownEvidence: Sendable, Equatable {
    /// In the order of the evidence, a line each: an event as it came, or its `source`, `id` and `time`.
    package var lines: [Text]
    /// Who brought each of `lines`, where that is known; empty if it is known of none.
    package var bringers: [Text?] = []
    /// How many events have no line; they lie before the last ones that are whole.
    package var unlisted: Int
    /// What ended the task; nil while it lives, where no event did, and where the event is too long to be shown.
    package private(set) var ending: Ending?

    /// The event that ended a task.
    package struct Ending: Sendable, Equatable {
        /// As it came.
        package var line: Text
        /// Who brought it, where that is known.
        package var bringer: Text?
    }

    /// So many bytes of events are shown whole.
    package static let wholeAtMost = 1 << 20
    /// So many bytes of names are shown besides.
    package static let namesAtMost = 1 << 20
    /// At either end of the evidence so many events are whole at most.
    package static let wholeAtEachEnd = 2_048

    /// - Parameter lines: all of the evidence, whole.
    package init(whole lines: [Text]) {
        self.lines = lines
        unlisted = 0
    }

    /// The places in the evidence whose texts are needed.
    /// - Parameter count: how many events it has.
    package static func places(of count: Int) -> [Int] {
        if count <= 2 * wholeAtEachEnd { return Array(0..<count) }
        return Array(0..<wholeAtEachEnd) + Array(count - wholeAtEachEnd..<count)
    }

    /// - Parameters:
    ///   - evidence: in its order.
    ///   - texts: of the events at `places(of:)`, in their order.
    ///   - bringers: who brought them; empty if that is not known.
    package init(_ evidence: [Event], texts: [Text], bringers: [Text?] = []) {
        let isKnown = bringers.contains { $0 != nil }
        let sizes = texts.map { $0.withBytes(\.count) }
        if texts.count == evidence.count, sizes.reduce(0, +) <= Self.wholeAtMost {
            (lines, unlisted) = (texts, 0)
            if isKnown { self.bringers = bringers }
            return
        }
        let (first, last) = Self.whole(sizes)
        lines = Array(texts[..<first])
        unlisted = 0
        var room = Self.namesAtMost
        let middle = evidence[first..<evidence.count - last]
        for event in middle {
            let name = Self.name(event)
            room -= name.withBytes(\.count)
            if room < 0 { break }
            lines.append(name)
        }
        unlisted = middle.count - (lines.count - first)
        let between = lines.count - first
        lines += texts[(texts.count - last)...]
        if isKnown {
            self.bringers =
                Array(bringers[..<first]) + Array(repeating: nil, count: between)
                + Array(bringers[(texts.count - last)...])
        }
    }

    /// The same with the event that ended the task. One that was not found, or would take the room of all evidence, is not
    /// shown; the history names it.
    package func ended(by line: Text, broughtBy bringer: Text?) -> ShownEvidence {
        var shown = self
        let size = line.withBytes(\.count)
        shown.ending = size == 0 || size > Self.wholeAtMost ? nil : Ending(line: line, bringer: bringer)
        return shown
    }

    /// How many of the first and how many of the last have room, taken by turns from both ends.
    private static func whole(_ sizes: [Int]) -> (first: Int, last: Int) {
        var (first, last) = (0, 0)
        var (firstIsFull, lastIsFull) = (false, false)
        var room = wholeAtMost
        while first + last < sizes.count, !firstIsFull || !lastIsFull {
            if !firstIsFull {
                firstIsFull = sizes[first] > room || first == wholeAtEachEnd
                if !firstIsFull { (room, first) = (room - sizes[first], first + 1) }
            }
            if !lastIsFull, first + last < sizes.count {
                let size = sizes[sizes.count - 1 - last]
                lastIsFull = size > room || last == wholeAtEachEnd
                if !lastIsFull { (room, last) = (room - size, last + 1) }
            }
        }
        return (first, last)
    }

    private static func name(_ event: Event) -> Text {
        var json = JSONText()
        json.raw("{\"source\":")
        json.string(event.identity.source)
        json.raw(",\"id\":")
        json.string(event.identity.id)
        json.raw(",\"time\":")
        json.time(event.time)
        json.raw("}")
        return Text(String(decoding: json.bytes, as: UTF8.self))
    }
}
