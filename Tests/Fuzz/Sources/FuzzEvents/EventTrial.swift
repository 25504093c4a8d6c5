import Demands
import Events

@testable import CloudEvents

/// One input of the fuzzer: a file, and what must hold of its reading whatever it is.
struct EventTrial {
    let name: String
    let bytes: [UInt8]
    private let reader = FieldReader(schema: trialSchema)
    private let comparison = EventComparison()

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    func run() {
        let format = InputFormat(fileName: name)
        let whole: [ReadEvent]
        do throws(FileRejection) {
            whole = try reader.read(bytes, format: format, latest: trialLatest)
        } catch {
            checkRejected(error, format)
            return
        }
        checkNoneIsSilent(whole, format)
        checkPieces(whole, format)
        var last = 0
        for event in whole {
            demand(event.line >= last && event.line >= 1, "line \(event.line) after line \(last)")
            last = event.line
            check(event, kept(event))
        }
        demand(last <= bytes.count { $0 == 0x0a } + 1, "line \(last) is behind the end")
        checkSamples(whole.count, format)
        checkPassed(whole, format)
        checkEnvelopes(whole, format)
        checkKnown(whole, format)
    }

    /// A whole file is refused with a sentence, and only if it is not JSON.
    private func checkRejected(_ rejection: FileRejection, _ format: InputFormat) {
        checkSentence(rejection.detail)
        checkObject(rejection.json(file: name), keys: ["reason", "detail", "file"])
        let document = document
        if case .json = format, case .success = document { demand(false, "refused, but it is JSON: \(rejection)") }
    }

    /// Each line or element is one event, accepted or rejected.
    private func checkNoneIsSilent(_ whole: [ReadEvent], _ format: InputFormat) {
        switch format {
        case .ndjson: demand(whole.count == lines, "\(lines) lines, \(whole.count) events")
        case .json:
            switch document {
            case .success(let count): demand(whole.count == count, "\(count) elements, \(whole.count) events")
            case .failure(let error):
                // Too deep or out of range spoils one event only.
                demand(error.isWellFormed, "accepted, but it is not JSON: \(error)")
            }
        case .sniff:
            let first = text.first { !isSpace($0) }
            if first != UInt8(ascii: "["), whole.count != 1 {
                demand(whole.count == lines, "\(lines) lines, \(whole.count) events")
            }
        }
    }

    /// Read piece by piece the same comes out.
    private func checkPieces(_ whole: [ReadEvent], _ format: InputFormat) {
        var pieces: [ReadEvent] = []
        do throws(FileRejection) {
            var cursor = try reader.open(bytes, format: format)
            while case let next = reader.next(&cursor, upTo: 3, latest: trialLatest), !next.isEmpty { pieces += next }
        } catch {
            demand(false, "refused the second time: \(error)")
        }
        demand(pieces.count == whole.count, "\(whole.count) events, by pieces \(pieces.count)")
        for (a, b) in zip(pieces, whole) { demand(a.line == b.line && isSame(a.outcome, b.outcome), "\(a)\n\(b)") }
    }

    /// `infer` looks at each of them too.
    private func checkSamples(_ count: Int, _ format: InputFormat) {
        var samples = EventSamples()
        var rejected = 0
        var progress = 0
        do throws(FileRejection) {
            try samples.read(bytes, format: format, progress: { progress += $0 }, rejected: { _ in rejected += 1 })
        } catch {
            demand(false, "refused as a sample: \(error)")
        }
        let seen = samples.types.reduce(rejected) { $0 + $1.count }
        demand(seen == count, "\(count) events, \(seen) of them seen as samples")
    }

    /// Events that nobody asks about are rejected for the same faults, and are the same otherwise.
    private func checkPassed(_ whole: [ReadEvent], _ format: InputFormat) {
        let wanted = trialSchema.types.indices.map { $0 % 2 == 0 }
        let replay = FieldReader(schema: trialSchema, asked: wanted)
        guard let others = try? replay.read(bytes, format: format, latest: trialLatest) else {
            demand(false, "refused, but a reader that wants all accepts it")
            return
        }
        demand(others.count == whole.count, "\(whole.count) events, passing some over \(others.count)")
        for (a, b) in zip(whole, others) {
            demand(a.line == b.line && a.range == b.range, "\(a)\n\(b)")
            switch (a.outcome, b.outcome) {
            case (.event(let a), .event(let b)):
                demand(wanted[a.type], "an event that nobody wants")
                demand(a == b, "\(a)\n\(b)")
            case (.event(let a), .passed(_, let time)):
                demand(!wanted[a.type] && a.time == time, "\(a) passed over")
            default: demand(isSame(a.outcome, b.outcome), "\(a)\n\(b)")
            }
        }
    }

    /// Whoever takes events in finds the same good, with the same envelope.
    private func checkEnvelopes(_ whole: [ReadEvent], _ format: InputFormat) {
        let intake = EnvelopeReader(schema: trialSchema)
        guard let others = try? intake.read(bytes, format: format, latest: trialLatest) else {
            demand(false, "refused, but a reader of fields accepts it")
            return
        }
        demand(others.count == whole.count, "\(whole.count) events, \(others.count) envelopes")
        for (a, b) in zip(whole, others) {
            demand(a.line == b.line && a.range == b.range && a.identityHash == b.identityHash, "\(a)\n\(b)")
            switch (a.outcome, b.outcome) {
            case (.event(let a), .envelope(let b)):
                demand(
                    a.identity.source == b.source && a.time == b.time && a.customer == b.customer
                        && b.type == .declared(a.type), "\(a)\n\(b)")
            case (.undeclared(let type, let source, let time), .envelope(let b)):
                demand(b.type == .undeclared(type) && b.source == source && b.time == time, "\(a)\n\(b)")
            case (.rejected(let a), .rejected(let b)): demand(a == b, "\(a)\n\(b)")
            case (.event, _), (.passed, _), (.undeclared, _), (.rejected, _): demand(false, "\(a)\n\(b)")
            }
        }
    }

    /// Which events are duplicates and which conflicts, found by hashes, and by comparing all with all.
    private func checkKnown(_ whole: [ReadEvent], _ format: InputFormat) {
        let file = FileText(bytes)
        var known = KnownEvents()
        var first: [EventIdentity: Text] = [:]
        for round in 0..<2 {
            known.open(file)
            for item in whole {
                guard case .event(let event) = item.outcome else { continue }
                let text = kept(item)
                let expected: KnownEvents.Standing
                if let before = first[event.identity] {
                    expected = comparison.sameContent(before, text) ? .duplicate : .conflict
                } else {
                    expected = .new
                    first[event.identity] = text
                }
                demand(round == 0 || expected != .new, "new the second time: \(text)")
                let standing = known.admit(item.identityHash, at: item.range).standing
                demand(standing == expected, "\(standing), not \(expected): \(text)")
                let place = KnownEvents.Place(file: known.file, range: item.range)
                demand(known.standing(of: place, after: text) == .duplicate, "not a duplicate of itself: \(text)")
                let conflict = known.conflict(at: place, line: item.line)
                checkSentence(conflict.detail)
                checkObject(conflict.json, keys: keys(of: conflict))
            }
        }
    }

    /// The text of an event as it is kept.
    private func kept(_ read: ReadEvent) -> Text { FileText(bytes).line(read.range) }

    private func check(_ read: ReadEvent, _ text: @autoclosure () -> Text) {
        switch read.outcome {
        case .event(let event): check(event, text())
        case .passed(_, let time): demand(false, "passed over, though all were wanted: \(time)")
        case .undeclared(let type, _, let time):
            demand(!type.string.isEmpty && trialSchema.index(of: type) == nil, "\(type) is declared")
            demand(time <= trialLatest, "\(time) is in the future")
        case .rejected(let rejection):
            demand(rejection.line == read.line, "\(rejection.line) is not \(read.line)")
            checkSentence(rejection.detail)
            let line = rejection.json
            demand(line.utf8.count < 6 * rejection.input.utf8.count + 6_000, "a rejection that is too long: \(line)")
            checkObject(line, keys: keys(of: rejection))
            demand(comparison.sameContent(Text(line), Text(line)), "a rejection that is not itself")
        }
    }

    /// An accepted event reads again as the same from what is kept of it.
    private func check(_ event: Event, _ text: Text) {
        demand(event.time <= trialLatest, "\(event.time) is in the future")
        demand(!event.identity.id.string.isEmpty && !event.identity.source.string.isEmpty, "no identity")
        demand(!event.customer.string.isEmpty, "no customer")
        demand(!text.string.utf8.contains(0x0a), "an event on two lines")
        guard let again = reader.event(fromStored: text) else {
            demand(false, "a stored event that does not read: \(text)")
            return
        }
        demand(again == event, "a stored event that reads otherwise: \(text)")
        for case .number(let number)? in event.fields { demand(number.isFinite, "\(number)") }
        switch Timestamp.parse(Text(event.time.description)) {
        case .success(let time): demand(time == event.time, "\(event.time) reads as \(time)")
        case .failure(let error): demand(false, "\(event.time) \(error.sentence)")
        }
        demand(WholeEventReader().isText(text, of: event.identity), "a text without its identity: \(text)")
        demand(comparison.sameContent(text, Text(" " + text.string + "\n")), "blanks make another content")
    }

    private func checkSentence(_ sentence: String) {
        demand(!sentence.isEmpty && sentence.utf8.count < 3_000, "a sentence that is none: \(sentence)")
        demand(!sentence.utf8.contains { $0 < 0x20 }, "control characters in a sentence: \(sentence)")
    }

    /// What we write is JSON on one line, with these members.
    private func keys(of rejection: Rejection) -> [String] {
        let isCut = rejection.inputBytes > Rejection.inputAtMost
        return ["line", "reason", "detail", "input"] + (isCut ? ["input_bytes"] : [])
    }

    private func checkObject(_ line: String, keys: [String]) {
        demand(!line.utf8.contains(0x0a), "two lines: \(line)")
        let found = withDocument(Array(line.utf8)) { result -> [String]? in
            guard case .success(let root) = result, root.kind == .object else { return nil }
            return root.members.map { String(decoding: $0.key, as: UTF8.self) }
        }
        demand(found == keys, "not what a rejection is: \(line)")
    }

    // MARK: What simdjson says of the whole, for comparison

    /// The file without a byte order mark.
    private var text: ArraySlice<UInt8> { bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...] }

    private var lines: Int {
        text.split(separator: 0x0a).count { !$0.allSatisfy(isSpace) }
    }

    /// How many events a document has by simdjson's own reading of the whole.
    private var document: Result<Int, JSONError> {
        withDocument(Array(text)) { result in
            result.map { root in root.kind == .array ? root.elements.reduce(0) { count, _ in count + 1 } : 1 }
        }
    }

    private func withDocument<R>(_ bytes: [UInt8], _ body: (Result<JSONNode, JSONError>) -> R) -> R {
        let parser = JSONParser()
        return bytes.withUnsafeBytes { parser.parse($0, 0..<$0.count, body) }
    }
}

private func isSame(_ a: ReadOutcome, _ b: ReadOutcome) -> Bool {
    switch (a, b) {
    case (.event(let a), .event(let b)): return a == b
    case (.passed(let a, let b), .passed(let c, let d)): return a == c && b == d
    case (.undeclared(let a, let b, let c), .undeclared(let d, let e, let f)): return a == d && b == e && c == f
    case (.rejected(let a), .rejected(let b)): return a == b
    case (.event, _), (.passed, _), (.undeclared, _), (.rejected, _): return false
    }
}
