import GRDB

/// The site-wide memory of which events were accepted: for each a hash of its identity, and the row of `arrivals` that
/// holds it.
///
/// A table with a row for each event would be the greatest cost of a turn. So the entries lie sorted in leaves of up to
/// some hundreds, one leaf a row; a leaf holds the hashes from its key up to the next leaf's. A turn looks at each leaf
/// it touches once, however many of its events belong there.
///
/// An entry is 16 bytes, both numbers little-endian: the hash, the row. Two identities may have one hash: whoever asks
/// gets every row and looks into it.
struct IdentityIndex {
    struct Entry: Comparable {
        var hash: Int64
        /// Of `arrivals`.
        var row: Int64

        init(hash: UInt64, row: Int64) {
            self.hash = Int64(bitPattern: hash)
            self.row = row
        }

        static func < (a: Entry, b: Entry) -> Bool { a.hash != b.hash ? a.hash < b.hash : a.row < b.row }
    }

    /// As many entries as fill a page of the database.
    private static let leafAtMost = 250
    /// A leaf that is split leaves room, so that the next entries do not split it again.
    private static let leafWhenSplit = 180

    private let floor: RawStatement
    private let next: RawStatement
    private let put: RawStatement
    private let delete: RawStatement

    init(_ db: GRDB.Database) throws {
        floor = try RawStatement(
            db, "SELECT first, entries FROM identities WHERE first <= ? ORDER BY first DESC LIMIT 1")
        next = try RawStatement(db, "SELECT first FROM identities WHERE first > ? ORDER BY first LIMIT 1")
        put = try RawStatement(db, "INSERT OR REPLACE INTO identities (first, entries) VALUES (?, ?)")
        delete = try RawStatement(db, "DELETE FROM identities WHERE first = ?")
    }

    /// Calls back with the place of each hash that is known, once for each row that may hold its event.
    /// - Parameter hashes: sorted.
    func find(_ hashes: [Int64], _ found: (_ place: Int, _ row: Int64) -> Void) throws {
        var place = 0
        while place < hashes.count {
            let leaf = try leaf(of: hashes[place])
            var at = 0
            while place < hashes.count, leaf.holds(hashes[place]) {
                while at < leaf.entries.count, leaf.entries[at].hash < hashes[place] { at += 1 }
                var same = at
                while same < leaf.entries.count, leaf.entries[same].hash == hashes[place] {
                    // A row may hold many of one hash, and is looked at once.
                    if same == at || leaf.entries[same].row != leaf.entries[same - 1].row {
                        found(place, leaf.entries[same].row)
                    }
                    same += 1
                }
                place += 1
            }
        }
    }

    /// - Parameter entries: new ones, sorted.
    func insert(_ entries: [Entry]) throws {
        var place = 0
        while place < entries.count {
            let leaf = try leaf(of: entries[place].hash)
            var end = place
            while end < entries.count, leaf.holds(entries[end].hash) { end += 1 }
            try write(merged(leaf.entries, entries[place..<end]), from: leaf.first)
            place = end
        }
    }

    /// - Parameter entries: some that are there, sorted; each is taken out once.
    func remove(_ entries: [Entry]) throws {
        var place = 0
        while place < entries.count {
            let leaf = try leaf(of: entries[place].hash)
            var kept: [Entry] = []
            for entry in leaf.entries {
                while place < entries.count, entries[place] < entry { place += 1 }
                if place < entries.count, entries[place] == entry {
                    place += 1
                } else {
                    kept.append(entry)
                }
            }
            // Those that are not there.
            while place < entries.count, leaf.holds(entries[place].hash) { place += 1 }
            try write(kept, from: leaf.first)
            if kept.isEmpty {
                delete.bind(1, leaf.first)
                try delete.run()
            }
        }
    }

    /// Sorts entries. Hashes are spread evenly, so that of many each lies near its place after one pass by its upper
    /// bits.
    static func sort(_ entries: inout [Entry]) {
        let bits = 12
        guard entries.count >> bits > 4 else { return entries.sort() }
        let bucket = { (entry: Entry) in Int(truncatingIfNeeded: (entry.hash >> (64 - bits)) + 1 << (bits - 1)) }
        var ends = [Int](repeating: 0, count: 1 << bits)
        for entry in entries { ends[bucket(entry)] += 1 }
        var end = 0
        for place in ends.indices {
            end += ends[place]
            ends[place] = end - ends[place]
        }
        var sorted = [Entry](repeating: Entry(hash: 0, row: 0), count: entries.count)
        for entry in entries {
            let place = bucket(entry)
            sorted[ends[place]] = entry
            ends[place] += 1
        }
        var start = 0
        for end in ends {
            sorted[start..<end].sort()
            start = end
        }
        entries = sorted
    }

    private struct Leaf {
        var first: Int64
        var entries: [Entry]
        /// The key of the next leaf.
        var end: Int64?
        func holds(_ hash: Int64) -> Bool { end.map { hash < $0 } ?? true }
    }

    /// The leaf in which a hash is, or would be.
    private func leaf(of hash: Int64) throws -> Leaf {
        defer {
            floor.reset()
            next.reset()
        }
        floor.bind(1, hash)
        var leaf = Leaf(first: .min, entries: [])
        if try floor.step() {
            leaf.first = floor.number(0)
            leaf.entries = floor.withBytes(1) { bytes in
                stride(from: 0, to: bytes.count - 15, by: 16).map {
                    Entry(
                        hash: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self)),
                        row: Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 + 8, as: Int64.self)))
                }
            }
        }
        next.bind(1, hash)
        if try next.step() { leaf.end = next.number(0) }
        return leaf
    }

    /// Writes the entries of a leaf as one leaf or several. Entries of one hash stay together.
    private func write(_ entries: [Entry], from first: Int64) throws {
        let size = entries.count <= Self.leafAtMost ? entries.count : Self.leafWhenSplit
        var start = 0
        var bytes: [UInt8] = []
        while start < entries.count {
            var end = min(start + size, entries.count)
            while end < entries.count, entries[end].hash == entries[end - 1].hash { end += 1 }
            bytes.removeAll(keepingCapacity: true)
            for entry in entries[start..<end] {
                withUnsafeBytes(of: entry.hash.littleEndian) { bytes.append(contentsOf: $0) }
                withUnsafeBytes(of: entry.row.littleEndian) { bytes.append(contentsOf: $0) }
            }
            put.bind(1, start == 0 ? first : entries[start].hash)
            put.bind(2, bytes)
            try put.run()
            start = end
        }
    }

    private func merged(_ a: [Entry], _ b: ArraySlice<Entry>) -> [Entry] {
        var merged: [Entry] = []
        merged.reserveCapacity(a.count + b.count)
        var rest = b
        for entry in a {
            while let other = rest.first, other < entry {
                merged.append(other)
                rest.removeFirst()
            }
            merged.append(entry)
        }
        merged.append(contentsOf: rest)
        return merged
    }
}
