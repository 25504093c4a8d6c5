/// How the events stand in a file.
package enum InputFormat: Hashable, Sendable {
    /// One document: an event, or an array of events.
    case json
    /// One event a line.
    case ndjson
    /// Not known beforehand. A document that starts with `[` is an array; one whole object is an event;
    /// anything else is read line by line.
    case sniff

    /// By the ending of the name: `.ndjson` and `.jsonl` are lines, `.json` is one document, others are looked into.
    package init(fileName: String) {
        let name = Array(fileName.utf8)
        func ends(with ending: StaticString) -> Bool {
            ending.withUTF8Buffer { ending in
                name.count >= ending.count
                    && zip(name.suffix(ending.count), ending).allSatisfy { byte, wanted in
                        // ASCII letters in either case.
                        byte == wanted || (wanted >= 0x61 && byte == wanted &- 0x20)
                    }
            }
        }
        if ends(with: ".ndjson") || ends(with: ".jsonl") {
            self = .ndjson
        } else if ends(with: ".json") {
            self = .json
        } else {
            self = .sniff
        }
    }
}
