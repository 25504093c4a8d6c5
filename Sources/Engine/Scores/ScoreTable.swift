import Events

/// How the scores of a customer stood after each instant at which something added to them. What is asked about the past
/// is found here; what comes next takes the last. Its bits are part of a fold's state, so that a score is the same
/// however the fold was split.
struct ScoreTable: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let at: Timestamp
        /// Not rounded.
        let value: Double
    }

    /// By score; of those behind the end nothing has come yet.
    private var entries: [[Entry]] = []

    init() {}

    var isEmpty: Bool { entries.isEmpty }

    /// The instants of a score, in their order.
    func entries(of score: Int) -> [Entry] { score < entries.count ? entries[score] : [] }

    /// The last entry of a score; nil if there is none.
    func last(of score: Int) -> Entry? { score < entries.count ? entries[score].last : nil }

    /// The last entry of a score up to an instant, itself included; nil if there is none.
    func last(of score: Int, through t: Timestamp) -> Entry? {
        guard let last = last(of: score) else { return nil }
        if last.at <= t { return last }
        let entries = entries[score]
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].at <= t { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : entries[low - 1]
    }

    /// The same with what tells of some times only: how a score stood at each instant of them, and all that comes later.
    /// - Parameter times: of a score.
    func kept(_ times: (_ score: Int) -> [ClosedRange<Timestamp>], after end: Timestamp) -> ScoreTable {
        var table = ScoreTable()
        table.entries = entries.enumerated().map { score, entries in
            let times = times(score)
            return entries.enumerated().filter { place, entry in
                if entry.at > end { return true }
                let next = place + 1 < entries.count ? entries[place + 1].at : .distantFuture
                return times.contains { entry.at <= $0.upperBound && next > $0.lowerBound }
            }.map(\.element)
        }
        return table
    }

    /// Forgets what was later than an instant.
    mutating func forget(after t: Timestamp) {
        for score in entries.indices {
            while let last = entries[score].last, last.at > t { entries[score].removeLast() }
        }
    }

    /// Takes the next instant of a score.
    mutating func append(_ entry: Entry, to score: Int) {
        while entries.count <= score { entries.append([]) }
        entries[score].append(entry)
    }
}

extension ScoreTable {
    func write(to writer: inout ByteWriter) {
        writer.list(entries) { writer, entries in
            writer.list(entries) { writer, entry in
                writer.time(entry.at)
                writer.number(Int64(bitPattern: entry.value.bitPattern))
            }
        }
    }

    init(_ reader: inout ByteReader) throws(StateError) {
        entries = try reader.list { (reader: inout ByteReader) throws(StateError) in
            try reader.list { (reader: inout ByteReader) throws(StateError) in
                let at = try reader.time()
                return Entry(at: at, value: Double(bitPattern: UInt64(bitPattern: try reader.number())))
            }
        }
        for entries in entries {
            guard zip(entries, entries.dropFirst()).allSatisfy({ $0.at < $1.at }) else { throw .damaged }
        }
    }
}
