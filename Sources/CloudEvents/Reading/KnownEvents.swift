import CLinux
import Events

/// The events that came before, for telling duplicates from conflicts in memory.
///
/// It keeps the bytes of the files, and of each event only where its text stands, found by a hash of source and id
/// (open addressing): an event costs some thirty bytes, and the texts are read again only where a hash comes twice.
package struct KnownEvents {
    /// What a further event is.
    package enum Standing: Hashable, Sendable {
        case new
        /// The same source, id and content as one before.
        case duplicate
        /// The same source and id, but other content.
        case conflict
    }

    private struct Place {
        var hash: UInt64
        /// The first byte of the event, counted from the first byte of the first file.
        var start: Int
    }

    /// What an event takes in a file, about: only for making room beforehand.
    private static let usualBytes = 280

    private var shelf = Shelf()
    private var places: [Place] = []
    private var table = HashIndex()

    package init() {}

    /// Says that the next events are of this file.
    package mutating func open(_ file: FileText) {
        shelf.put(file)
        let expected = places.count + file.count / KnownEvents.usualBytes
        table.grow(for: expected) { places[$0].hash }
        places.reserveCapacity(expected)
    }

    /// Says which events will be looked up next: of many events the table is larger than the processor's caches.
    package func expect(_ events: [ReadEvent]) {
        for event in events { table.withAddress(of: event.identityHash) { prefetch($0) } }
    }

    /// Looks an accepted event of the file that was opened last up, and remembers it if it is new.
    package mutating func admit(_ event: ReadEvent, _ reader: EventReader) -> Standing {
        if table.isFull { table.grow { places[$0].hash } }
        let standing = KnownEvents.look(event, &table, places, shelf, reader)
        switch standing {
        case .new: places.append(Place(hash: event.identityHash, start: shelf.start(of: event)))
        case .duplicate, .conflict: break
        }
        return standing
    }

    private static func look(
        _ event: ReadEvent, _ table: inout HashIndex, _ places: [Place], _ shelf: Shelf, _ reader: EventReader
    ) -> Standing {
        var standing = Standing.new
        _ = table.find(event.identityHash, orNote: places.count) { place in
            standing = shelf.standing(of: event, after: places[place].start, reader)
            return standing != .new
        }
        return standing
    }

    /// The files one after the other, as one row of bytes.
    private struct Shelf {
        private var files: [FileText] = []
        /// Where each file starts, and where the next one will.
        private var starts = [0]

        mutating func put(_ file: FileText) {
            starts.append(starts[files.count] + file.count)
            files.append(file)
        }

        /// Where an event of the last file starts.
        func start(of event: ReadEvent) -> Int { starts[files.count - 1] + event.range.lowerBound }

        /// What an event of the last file is to the one that starts at a byte.
        func standing(of event: ReadEvent, after start: Int, _ reader: EventReader) -> Standing {
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
                    return reader.standing(
                        of: UnsafeRawBufferPointer(rebasing: text[event.range]),
                        after: UnsafeRawBufferPointer(rebasing: before[start - starts[low]..<end]))
                }
            }
        }
    }
}
