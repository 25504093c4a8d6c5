import CLinux
package import Events

/// The events that came before: what a further one is to them, a new one, a duplicate or a conflict.
///
/// It keeps the bytes of the files, and of each new event only where its text stands, found by a hash of source and id
/// (open addressing): an event costs some thirty bytes, and the texts are read again only where a hash comes twice.
package struct KnownEvents {
    package typealias Standing = EventComparison.Standing

    /// Where the text of an event stands.
    package struct Place: Sendable {
        /// The number of its file, in the order in which they were opened.
        package let file: Int
        package let range: Range<Int>

        package init(file: Int, range: Range<Int>) {
            self.file = file
            self.range = range
        }
    }

    /// What an event that is looked up is, and the number of the one that came first: its own if it is new. New events
    /// have numbers from 0 on.
    package struct Admission: Sendable {
        package let standing: Standing
        package let first: Int
    }

    private struct Known {
        var hash: UInt64
        /// The first byte of the event, counted from the first byte of the first file.
        var start: Int
    }

    /// What an event takes in a file, about: only for making room beforehand.
    private static let usualBytes = 280

    private var shelf = Shelf()
    private var known: [Known] = []
    private(set) var table = HashIndex()
    private let comparison = EventComparison()

    package init() {}

    /// Says that the next events are of this file.
    package mutating func open(_ file: FileText) { shelf.put(file) }

    /// Makes room for all events of a file of so many bytes.
    package mutating func makeRoom(forBytes count: Int) {
        let expected = known.count + count / KnownEvents.usualBytes
        table.grow(for: expected) { known[$0].hash }
        known.reserveCapacity(expected)
    }

    /// The number of the file that was opened last.
    package var file: Int { shelf.files.count - 1 }

    /// Says that an event of this hash will be looked up soon: of many events the table is larger than the processor's
    /// caches.
    package func expect(_ hash: UInt64) { table.withAddress(of: hash) { prefetch($0) } }

    /// The same of several.
    package func expect(_ events: [ReadEvent]) {
        for event in events { table.withAddress(of: event.identityHash) { prefetch($0) } }
    }

    /// Looks a good event of the file that was opened last up, and remembers it if it is new.
    /// - Parameters:
    ///   - hash: of its identity.
    ///   - range: of its bytes.
    package mutating func admit(_ hash: UInt64, at range: Range<Int>) -> Admission {
        if table.isFull { table.grow { known[$0].hash } }
        if let found = Self.look(hash, range, &table, known, shelf, comparison) { return found }
        known.append(Known(hash: hash, start: shelf.start(of: range)))
        return Admission(standing: .new, first: known.count - 1)
    }

    private static func look(
        _ hash: UInt64, _ range: Range<Int>, _ table: inout HashIndex, _ known: [Known], _ shelf: Shelf,
        _ comparison: EventComparison
    ) -> Admission? {
        var standing = Standing.new
        let first = table.find(hash, orNote: known.count) { first in
            if known[first].hash != hash { return false }
            standing = shelf.standing(ofLast: range, after: known[first].start, comparison)
            return standing != .new
        }
        return first.map { Admission(standing: standing, first: $0) }
    }

    /// What an event is to one that came before all files.
    package func standing(of place: Place, after earlier: Text) -> Standing {
        shelf.withBytes(of: place) { text in
            earlier.withBytes { comparison.standing(of: text, after: UnsafeRawBufferPointer($0)) }
        }
    }

    package func identity(at place: Place) -> EventIdentity {
        shelf.withBytes(of: place) { comparison.identity(of: $0) }
    }

    /// The rejection of an event, for another of its source and id came first.
    /// - Parameter line: where it starts in its file.
    package func conflict(at place: Place, line: Int) -> Rejection {
        shelf.withBytes(of: place) { text in
            .conflict(line: line, identity: comparison.identity(of: text), input: oneLine(text))
        }
    }

    /// The bytes of a file.
    package func text(ofFile number: Int) -> FileText { shelf.files[number] }
}

/// The files one after the other, as one row of bytes.
private struct Shelf {
    private(set) var files: [FileText] = []
    /// Where each file starts, and where the next one will.
    private var starts = [0]

    mutating func put(_ file: FileText) {
        starts.append(starts[files.count] + file.count)
        files.append(file)
    }

    /// Where a text of the last file starts.
    func start(of range: Range<Int>) -> Int { starts[files.count - 1] + range.lowerBound }

    func withBytes<R>(of place: KnownEvents.Place, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        files[place.file].withBytes { body(UnsafeRawBufferPointer(rebasing: $0[place.range])) }
    }

    /// What an event of the last file is to the one that starts at a byte.
    func standing(
        ofLast range: Range<Int>, after start: Int, _ comparison: EventComparison
    ) -> EventComparison.Standing {
        // The last file that starts there or before; an empty one holds no event.
        var low = 0
        var high = files.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= start { low = middle } else { high = middle - 1 }
        }
        return files[files.count - 1].withBytes { text in
            files[low].withBytes { before in
                let end = endOfValue(before, start - starts[low]) ?? before.count
                return comparison.standing(
                    of: UnsafeRawBufferPointer(rebasing: text[range]),
                    after: UnsafeRawBufferPointer(rebasing: before[start - starts[low]..<end]))
            }
        }
    }
}
