import Events

/// The names that zones had in former times, and those that they have now: `US/Eastern` is `America/New_York`. Some
/// systems ship no files of the former names; tzdata lists them all the same.
struct ZoneLinks {
    private var targets: [Text: Text] = [:]

    /// Reads them as tzdata ships them (`tzdata.zi`: `L America/New_York US/Eastern`), and as its authors write them
    /// (`backward`: `Link America/New_York US/Eastern`). A folder without either has none.
    init(directory: String) {
        for file in ["tzdata.zi", "backward"] {
            guard let bytes = try? readFile(directory + "/" + file) else { continue }
            for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first == UInt8(ascii: "L") {
                let words = line.prefix { $0 != UInt8(ascii: "#") }.split { $0 == 0x20 || $0 == 0x09 }
                    .map { Text(String(decoding: $0, as: UTF8.self)) }
                if words.count == 3, words[0] == "L" || words[0] == "Link" { targets[words[2]] = words[1] }
            }
        }
    }

    /// The names of former times.
    var names: some Collection<Text> { targets.keys }

    /// The zone that a name stands for now; nil if it is no such name. A name that stands for one of former times leads
    /// on to that one's zone.
    func target(of name: Text) -> Text? {
        guard var target = targets[name] else { return nil }
        // Names that stand for one another stand for nothing.
        for _ in 0..<8 {
            guard let next = targets[target] else { return target }
            target = next
        }
        return nil
    }
}
