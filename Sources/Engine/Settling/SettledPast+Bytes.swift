import Events

/// The byte form of a settled past. It outlives a change of the rules, under which other events may be read and rules
/// stand in other places: so the events that it speaks of are named by what they are, and the rules by their names.
extension SettledPast {
    func write(to writer: inout ByteWriter, _ timeline: Timeline) {
        var numbers: [EventRef: Int] = [:]
        var events: [EventRef] = []
        func event(_ writer: inout ByteWriter, _ ref: EventRef) {
            if numbers[ref] == nil {
                numbers[ref] = events.count
                events.append(ref)
            }
            writer.number(numbers[ref] ?? 0)
        }
        var body = ByteWriter()
        let instances = fold.instances.sorted
        body.list(Set(instances.map(\.rule)).sorted()) { writer, rule in
            writer.number(rule)
            writer.text(parts.rules[rule].name)
            writer.number(parts.rules[rule].form)
        }
        body.list(parts.scores) { writer, score in
            writer.text(score.name)
            writer.number(score.form)
        }
        body.list(fold.answers.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key.text)
            writer.time(entry.value.at)
            event(&writer, entry.value.by)
            writer.flag(entry.value.dismissed)
        }
        body.list(instances) { writer, instance in instance.write(to: &writer, event) }
        fold.scores.write(to: &body)

        writer.time(through)
        writer.list(events) { writer, ref in writer.name(of: timeline[ref]) }
        writer.append(body)
        writer.list(timeline.aside) { writer, ref in writer.name(of: timeline[ref]) }
    }

    /// - Parameter timeline: in which those that came too late still stand among the others; they are set aside.
    init(_ reader: inout ByteReader, _ timeline: inout Timeline) throws(StateError) {
        through = try reader.time()
        let refs = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.ref(in: timeline) }
        func event(_ reader: inout ByteReader) throws(StateError) -> EventRef {
            let number = try reader.count()
            guard number < refs.count else { throw .damaged }
            return refs[number] ?? .none
        }
        var rules: [Int: ProgramPart] = [:]
        for _ in 0..<(try reader.count()) {
            let rule = try reader.count()
            let name = try reader.text()
            rules[rule] = ProgramPart(name: name, form: try reader.number())
        }
        let count = (rules.keys.max() ?? -1) + 1
        let scores = try reader.list { (reader: inout ByteReader) throws(StateError) in
            let name = try reader.text()
            return ProgramPart(name: name, form: try reader.number())
        }
        parts = ProgramParts(rules: (0..<count).map { rules[$0] ?? ProgramPart(name: "", form: 0) }, scores: scores)
        var fold = FoldState()
        fold.frontier = through
        fold.changedAt = through
        for _ in 0..<(try reader.count()) {
            let id = TaskID(try reader.text())
            let at = try reader.time()
            let by = try event(&reader)
            fold.answers[id] = Answer(at: at, by: by, dismissed: try reader.flag())
        }
        let instances = try reader.list { (reader: inout ByteReader) throws(StateError) in
            try Instance(&reader, event)
        }
        guard instances.allSatisfy({ rules[$0.rule] != nil }) else { throw .damaged }
        fold.instances = InstanceTable(sorted: instances)
        fold.scores = try ScoreTable(&reader)
        // What is not read any more under these rules is left out.
        self.fold = fold.moved { $0 == .none ? nil : $0 }
        let late = try reader.list { (reader: inout ByteReader) throws(StateError) in try reader.ref(in: timeline) }
        for ref in late { if let ref { timeline.setAside(ref) } }
    }
}

extension EventRef {
    /// Of an event that is not there.
    fileprivate static let none = EventRef(-1)
}

extension ByteWriter {
    fileprivate mutating func name(of event: Event) {
        time(event.time)
        identity(event.identity)
    }
}

extension ByteReader {
    /// Where an event is; nil if it is not there.
    fileprivate mutating func ref(in timeline: Timeline) throws(StateError) -> EventRef? {
        let time = try time()
        return timeline.ref(of: try identity(), at: time)
    }
}
