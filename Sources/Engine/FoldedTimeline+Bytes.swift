package import Events

/// The byte form of a fold, version 4: fingerprint, how many events, frontier, answers, instances, unfolded events,
/// scores, what is settled, since when nothing changed. An event is written as its place among all that are sorted; what
/// follows from the events is not written.
extension FoldedTimeline {
    /// Writes the fold without the events.
    /// - Parameter naming: what stands for a fingerprint.
    package func write(to writer: inout ByteWriter, naming: (Text) -> Text = { $0 }) {
        var places = [Int](repeating: 0, count: timeline.stored.count)
        for (place, ref) in timeline.everything.enumerated() { places[Int(ref.place)] = place }
        let event = { (writer: inout ByteWriter, ref: EventRef) in writer.number(places[Int(ref.place)]) }

        writer.text(naming(fingerprint))
        writer.number(timeline.stored.count)
        writer.time(fold.frontier)
        writer.list(fold.answers.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key.text)
            writer.time(entry.value.at)
            event(&writer, entry.value.by)
            writer.flag(entry.value.dismissed)
        }
        writer.list(fold.instances.sorted) { writer, instance in instance.write(to: &writer, event) }
        writer.list(unfolded, event)
        fold.scores.write(to: &writer)
        writer.optional(settled) { $1.write(to: &$0, timeline) }
        writer.time(fold.changedAt)
    }

    /// Reads a fold from its bytes and the customer's retained events, in any order.
    ///
    /// If the rules have changed, some of the events may not fit their schema any more, or again: with another number
    /// of events nothing of the fold is taken over, and the next one begins anew.
    /// - Parameters:
    ///   - hasScores: not of version 2, under which no program had any.
    ///   - maySettle: not up to version 3, under which nothing was settled.
    ///   - named: the fingerprint that something stands for.
    /// - Throws: `StateError.damaged` when the bytes are no fold.
    package init(
        customer: Text, events: [Event], _ reader: inout ByteReader, hasScores: Bool = true, maySettle: Bool = true,
        named: (Text) -> Text = { $0 }
    ) throws(StateError) {
        self.init(customer: customer, sorted: events.sorted())
        var written = 0
        func event(_ reader: inout ByteReader) throws(StateError) -> EventRef {
            let place = try reader.count()
            guard place < written else { throw .damaged }
            return EventRef(place)
        }

        fingerprint = named(try reader.text())
        written = try reader.count()
        fold.frontier = try reader.time()
        let answers = try reader.list { (reader: inout ByteReader) throws(StateError) -> (TaskID, Answer) in
            let id = TaskID(try reader.text())
            let at = try reader.time()
            let by = try event(&reader)
            return (id, Answer(at: at, by: by, dismissed: try reader.flag()))
        }
        fold.answers = Dictionary(answers) { first, _ in first }
        fold.instances = InstanceTable(
            sorted: try reader.list { (reader: inout ByteReader) throws(StateError) in try Instance(&reader, event) })
        unfolded = try reader.list(event)
        if hasScores { fold.scores = try ScoreTable(&reader) }
        let isOther = written != timeline.stored.count
        fold.changedAt = fold.frontier
        if maySettle {
            if try reader.flag() { settled = try SettledPast(&reader, &timeline) }
            fold.changedAt = try reader.time()
        }
        if isOther { forgetFold() }
        fold.derive()
        isRewound = fingerprint == "" || fold.frontier == .distantPast
    }

    /// After this, nothing is known but the events.
    package mutating func forgetFold() {
        fingerprint = ""
        rewind()
        unfolded = []
    }
}
