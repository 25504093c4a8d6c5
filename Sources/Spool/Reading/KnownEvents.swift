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
        var start: Int
        var count: Int32
        var file: Int32
    }

    private var files: [FileText] = []
    private var places: [Place] = []
    /// High 32 bits of the hash, and the place + 1 in the low ones; 0 is free. At most half full.
    private var slots = [UInt64](repeating: 0, count: 1 << 10)

    public init() {}

    /// Says that the next events are of this file.
    public mutating func open(_ file: FileText) { files.append(file) }

    /// Looks an accepted event of the file that was opened last up, and remembers it if it is new.
    public mutating func admit(_ event: ReadEvent, _ reader: EventReader) -> Standing {
        if places.count * 2 >= slots.count { grow() }
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
        places.append(
            Place(
                hash: event.identityHash, start: event.range.lowerBound, count: Int32(event.range.count),
                file: Int32(files.count - 1)))
        slots[slot] = tag | UInt64(places.count)
        return .new
    }

    private func standing(_ event: ReadEvent, after place: Place, _ reader: EventReader) -> Standing {
        files[files.count - 1].withBytes { text in
            files[Int(place.file)].withBytes { before in
                reader.standing(
                    of: UnsafeRawBufferPointer(rebasing: text[event.range]),
                    after: UnsafeRawBufferPointer(rebasing: before[place.start..<place.start + Int(place.count)]))
            }
        }
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 4)
        let mask = slots.count - 1
        for (index, place) in places.enumerated() {
            var slot = Int(truncatingIfNeeded: place.hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = place.hash & 0xffff_ffff_0000_0000 | UInt64(index + 1)
        }
    }
}
