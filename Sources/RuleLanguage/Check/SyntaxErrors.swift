/// Where something could not be read.
struct SyntaxErrors {
    private let ranges: Set<SourceRange>
    /// Sorted by file and beginning.
    private let places: [SourceRange]

    init(_ ranges: [SourceRange]) {
        self.ranges = Set(ranges)
        places = ranges.sorted { ($0.file, $0.start) < ($1.file, $1.start) }
    }

    var isEmpty: Bool { places.isEmpty }

    func contains(_ range: SourceRange) -> Bool { ranges.contains(range) }

    /// Whether one begins at one of the bytes `start ... end` of a file.
    func beginsWithin(file: Int, _ start: Int, _ end: Int) -> Bool {
        let place = firstPlace(notBefore: file, start)
        return place < places.count && places[place].file == file && places[place].start <= end
    }

    /// Whether each of them begins in one of some stretches, which are in the order of files and lines.
    func areAllWithin(_ stretches: [SourceRange]) -> Bool {
        var next = 0
        for place in places {
            while next < stretches.count,
                (stretches[next].file, stretches[next].end) < (place.file, place.start)
            {
                next += 1
            }
            guard next < stretches.count, stretches[next].file == place.file, stretches[next].start <= place.start
            else {
                return false
            }
        }
        return true
    }

    private func firstPlace(notBefore file: Int, _ start: Int) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if (places[middle].file, places[middle].start) < (file, start) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
