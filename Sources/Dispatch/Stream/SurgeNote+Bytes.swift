package import Engine
import Events
import RuleLanguage

/// The byte form of a note, without what is told.
extension SurgeNote {
    package func write(to writer: inout ByteWriter) {
        writer.text(name.rule)
        writer.optional(name.group) { $0.value($1) }
        writer.text(customer)
        writer.time(place.at)
        for number in [place.phase, place.round, place.number] { writer.number(number) }
        switch what {
        case .asks(let asked):
            writer.byte(0)
            let ask = asked.ask
            let (taskClass, priority) = (Text(ask.taskClass.rawValue), Text(ask.priority.rawValue))
            for text in [ask.task.text, ask.title, taskClass, ask.queue, priority] { writer.text(text) }
            writer.number(ask.limit.most)
            writer.number(ask.limit.within.seconds)
            writer.number(Int64(ask.limit.within.nanoseconds))
        case .leaves(let task):
            writer.byte(1)
            writer.text(task.text)
        case .tells(let task, let isGathered, let incident):
            writer.byte(2)
            writer.text(task.text)
            writer.flag(isGathered)
            writer.optional(incident) { $0.text($1.text) }
        }
    }

    package init(_ reader: inout ByteReader) throws(StateError) {
        let rule = try reader.text()
        name = SurgeName(
            rule: rule,
            group: try reader.optional { (reader: inout ByteReader) throws(StateError) in try reader.value() })
        customer = try reader.text()
        let at = try reader.time()
        let numbers = (try reader.count(), try reader.count(), try reader.count())
        place = Place(at: at, phase: numbers.0, round: numbers.1, number: numbers.2)
        switch try reader.byte() {
        case 0: what = .asks(Ask(ask: try SurgeAsk(&reader, name)))
        case 1: what = .leaves(TaskID(try reader.text()))
        case 2:
            let task = TaskID(try reader.text())
            let isGathered = try reader.flag()
            what = .tells(
                task, isGathered: isGathered,
                incident: try reader.optional { (reader: inout ByteReader) throws(StateError) in
                    TaskID(try reader.text())
                })
        default: throw .damaged
        }
    }
}

extension SurgeAsk {
    fileprivate init(_ reader: inout ByteReader, _ name: SurgeName) throws(StateError) {
        let task = TaskID(try reader.text())
        let title = try reader.text()
        let taskClass = TaskClass(rawValue: try reader.text().string)
        let queue = try reader.text()
        let priority = Priority(rawValue: try reader.text().string)
        let most = try reader.count()
        let (seconds, nanoseconds) = (try reader.number(), try reader.number())
        guard let taskClass, let priority, most > 0, (0..<1_000_000_000).contains(nanoseconds) else { throw .damaged }
        let within = TimeSpan(seconds: seconds, nanoseconds: nanoseconds)
        self.init(
            task: task, name, SurgeLimit(most: most, within: within), title: title, taskClass, queue: queue, priority)
    }
}
