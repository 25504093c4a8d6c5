import CloudEvents
import ArgumentParser
import Events
import RuleLanguage
import Spool
import TaskFiles

/// `outreachd infer`: the `event` declarations for a file of samples.
struct InferCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "infer",
        abstract: "Write the event declarations for files of sample events.",
        discussion: """
            A start for a rule file: the fields of each type of event, with their types, and how often each was missing. \
            Read it through: what is optional in your business may have been there in every sample. \
            Events that no rules could accept are told on standard error; then the exit code is 1.
            """)

    @Flag(help: "Print one JSON object for each type of event, one a line.")
    var json = false

    @Argument(help: "Files of events; - or nothing is standard input.", completion: .file())
    var events: [String] = []

    func run() throws {
        var samples = EventSamples()
        var progress = Progress(what: "events read")
        var rejected = 0
        for path in events.isEmpty ? ["-"] : events {
            var rejections = FileRejections()
            do {
                try samples.read(
                    try readAll(path), format: path == "-" ? .sniff : InputFormat(fileName: path),
                    progress: { progress.advance($0) },
                    rejected: {
                        rejected += 1
                        guard rejections.add($0) else { return }
                        progress.clear()
                        complain(json: $0.json)
                    })
                if rejections.areTooMany { complain(json: rejections.summary(file: path)) }
            } catch let rejection as FileRejection {
                rejected += 1
                complain(json: rejection.json(file: path))
            }
        }
        progress.finish()
        var output = StandardOutput()
        if json {
            for type in samples.types { output.json(jsonLine(type)) }
        } else {
            let text = EventDraft.text(of: samples.types.map { EventDraft($0) })
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                output.line(String(line))
            }
        }
        output.flush()
        if rejected > 0 { throw ExitCode.wrong }
    }

    /// `{"type":NAME,"events":N,"fields":[{"name":NAME,"type":"text","optional":true,"missing":N,"remark":TEXT}]}`;
    /// a field that stays out of the declaration has no `type`.
    private func jsonLine(_ type: TypeTally) -> [UInt8] {
        var json = JSONText()
        json.raw("{\"type\":")
        json.string(type.name)
        if let fault = EventDraft.fault(ofType: type.name) {
            json.raw(",\"remark\":")
            json.string(Text(fault))
        }
        json.raw(",\"events\":")
        json.value(.number(Double(type.count)))
        json.raw(",\"fields\":[")
        for (place, (tally, field)) in zip(type.fields, EventDraft(type).fields).enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"name\":")
            json.string(field.name)
            if let type = field.type {
                json.raw(",\"type\":")
                json.string(Text(type.rawValue))
            }
            json.raw(field.isOptional ? ",\"optional\":true" : ",\"optional\":false")
            json.raw(",\"missing\":")
            json.value(.number(Double(tally.missing)))
            if let remark = field.remark {
                json.raw(",\"remark\":")
                json.string(Text(remark))
            }
            json.raw("}")
        }
        json.raw("]}")
        return json.bytes
    }
}

extension EventDraft {
    /// The draft that fits what was seen.
    init(_ tally: TypeTally) {
        self.init(
            type: tally.name, fields: tally.fields.map { DraftField($0, of: tally.count) },
            remark: plural(tally.count, "event"))
    }
}

extension EventDraft.DraftField {
    init(_ tally: FieldTally, of count: Int) {
        let isOptional = tally.missing > 0
        var remarks: [String] = []
        var type = tally.type
        if let fault = EventDraft.fault(ofField: tally.name) {
            type = nil
            remarks.append("left out: \(fault)")
        } else if tally.objects + tally.arrays > 0 {
            let kind = tally.arrays == 0 ? "an object" : tally.objects == 0 ? "a list" : "nested"
            remarks.append("left out: \(kind), which rules cannot look into")
        } else if tally.missing == count {
            remarks.append("left out: always null")
        } else if type == nil {
            // An event with a declared field of another type is rejected, so no type would do.
            remarks.append("left out: of several types (\(tally.kinds)), and events of another type are rejected")
        } else if type == .text, tally.texts == tally.timesWithoutOffset {
            remarks.append("a text, for its times have no offset: with Z or one like +01:00 it is a time")
        } else if type == .text, tally.texts == tally.dates + tally.times {
            remarks.append("a text, for some are dates and some are times")
        }
        if isOptional, tally.missing < count { remarks.append("missing in \(tally.missing) of \(count)") }
        self.init(
            name: tally.name, type: type, isOptional: isOptional,
            remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }
}

extension FieldTally {
    /// `text 3, number 5`
    fileprivate var kinds: String {
        [("text", texts), ("number", numbers), ("boolean", booleans), ("object", objects), ("list", arrays)]
            .filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
