import CLinux

/// The events that came before, for telling duplicates from conflicts in memory.
///
/// It keeps the bytes of the files, and of each event only where its text stands, found by a hash of source and id
/// (open addressing): an event costs some thirty bytes, and the texts are read again only where a hash comes twice.
public struct KnownEvents {
    /// What a further event is.
    public enum Standing: Hashable, Sendable {
        case new
        /// The same source, id and content as one before.
        case duplicate
        /// The same source and id, but other content.
        case conflict
    }

    private struct Place {
        var hash: UInt64
        /// The number of the file in the high 16 bits, and the first byte of the event.
        var start: UInt64

        init(hash: UInt64, file: Int, start: Int) {
            self.hash = hash
            self.start = UInt64(file) << 48 | UInt64(start)
        }

        var file: Int { Int(start >> 48) }
        var firstByte: Int { Int(start & 0xffff_ffff_ffff) }
    }

    /// What an event takes in a file, about: only for making room beforehand.
    private static let usualBytes = 280

    private var files: [FileText] = []
    private var places: [Place] = []
    /// High 32 bits of the hash, and the place + 1 in the low ones; 0 is free. At most three quarters full.
    private var slots = [UInt64](repeating: 0, count: 1 << 10)

    public init() {}

    /// Says that the next events are of this file. There may be 65,535 files.
    public mutating func open(_ file: FileText) {
        files.append(file)
        let expected = places.count + file.count / KnownEvents.usualBytes
        grow(to: expected * 4 / 3)
        places.reserveCapacity(expected)
    }

    /// Says which events will be looked up next: of many events the table is larger than the processor's caches.
    public func expect(_ events: [ReadEvent]) {
        slots.withUnsafeBufferPointer { slots in
            guard let base = slots.baseAddress else { return }
            let mask = slots.count - 1
            for event in events { prefetch(base + (Int(truncatingIfNeeded: event.identityHash) & mask)) }
        }
    }

    /// Looks an accepted event of the file that was opened last up, and remembers it if it is new.
    public mutating func admit(_ event: ReadEvent, _ reader: EventReader) -> Standing {
        if places.count * 4 >= slots.count * 3 { grow(to: slots.count * 2) }
        let mask = slots.count - 1
        let tag = event.identityHash & 0xffff_ffff_0000_0000
        var slot = Int(truncatingIfNeeded: event.identityHash) & mask
        while slots[slot] != 0 {
            if slots[slot] & 0xffff_ffff_0000_0000 == tag {
                let standing = standing(event, after: places[Int(slots[slot] & 0xffff_ffff) - 1], reader)
                switch standing {
                case .new: break
                case .duplicate, .conflict: return standing
                }
            }
            slot = (slot + 1) & mask
        }
        places.append(Place(hash: event.identityHash, file: files.count - 1, start: event.range.lowerBound))
        slots[slot] = tag | UInt64(places.count)
        return .new
    }

    private func standing(_ event: ReadEvent, after place: Place, _ reader: EventReader) -> Standing {
        files[files.count - 1].withBytes { text in
            files[place.file].withBytes { before in
                let end = endOfValue(before, place.firstByte) ?? before.count
                return reader.standing(
                    of: UnsafeRawBufferPointer(rebasing: text[event.range]),
                    after: UnsafeRawBufferPointer(rebasing: before[place.firstByte..<end]))
            }
        }
    }

    private mutating func grow(to atLeast: Int) {
        var size = slots.count
        while size < atLeast { size *= 2 }
        if size == slots.count { return }
        slots = [UInt64](repeating: 0, count: size)
        let mask = slots.count - 1
        for (index, place) in places.enumerated() {
            var slot = Int(truncatingIfNeeded: place.hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = place.hash & 0xffff_ffff_0000_0000 | UInt64(index + 1)
        }
    }
}
