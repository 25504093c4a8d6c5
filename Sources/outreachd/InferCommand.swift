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
            A start for a rule file: the fields of each type of event, wherever they stand in its data, with their types, \
            and how often each was missing. Read it through: what is optional in your business may have been there in \
            every sample, and what no rule asks for may go. \
            Events that no rules could accept are told on standard error; then the exit code is 1.

            A file of JSON without a single CloudEvent is read as bodies that a webhook sends. Their declarations are \
            written too, and what makes events of them: what an envelope has to hold, and a program in Python that \
            writes it, on standard error, or alone with --wrap.
            """)

    @Flag(help: "Print one JSON object for each type of event, one a line.")
    var json = false

    @Flag(help: "Print only the program that makes events of the bodies in a file.")
    var wrap = false

    @Argument(help: "Files of events or of what a webhook sends; - or nothing is standard input.", completion: .file())
    var events: [String] = []

    func validate() throws {
        if wrap, json { throw ValidationError("--wrap prints a program, and has no --json.") }
        if wrap, events.count > 1 { throw ValidationError("--wrap takes one file: each may need another program.") }
    }

    func run() throws {
        let (samples, rejected) = try read()
        var output = StandardOutput()
        if wrap {
            guard let wrapping = samples.wrappings.first else {
                throw failure(
                    "\(events.first ?? "-"): its events are CloudEvents already, and need no envelope", .wrong)
            }
            for line in wrapping.program { output.line(line) }
        } else if json {
            for (type, draft) in zip(samples.types, drafts(samples.types)) { output.json(jsonLine(type, draft)) }
        } else {
            let text = EventDraft.text(of: drafts(samples.types))
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                output.line(String(line))
            }
        }
        output.flush()
        if !wrap { samples.wrappings.forEach(advise) }
        if rejected > 0 { throw ExitCode.wrong }
    }

    private func read() throws -> (EventSamples, rejected: Int) {
        var samples = EventSamples()
        var progress = Progress(what: "events read")
        var rejected = 0
        for path in events.isEmpty ? ["-"] : events {
            var rejections = FileRejections()
            do {
                try samples.read(
                    try readAll(path), name: path, format: path == "-" ? .sniff : InputFormat(fileName: path),
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
        return (samples, rejected)
    }

    private func drafts(_ types: [TypeTally]) -> [EventDraft] {
        zip(types, ProposedNames.types(types.map(\.name))).map { EventDraft($0, name: $1) }
    }

    /// What to do with bodies that are no events.
    private func advise(_ wrapping: Wrapping) {
        let file = wrapping.file == "-" ? "standard input" : wrapping.file
        complain(
            "outreachd: \(file): no CloudEvent is in it, so the declarations are for its bodies as the data of events. "
                + "Each event needs around them:")
        for demand in wrapping.demands { complain("  " + demand) }
        complain(
            "This program reads such bodies and writes the events, one a line; `outreachd infer --wrap` prints it alone:"
        )
        complain(lines: "\n" + wrapping.program.joined(separator: "\n") + "\n")
    }

    /// `{"type":NAME,"written":TEXT,"events":N,"fields":[{"name":NAME,"from":PATH,"type":"text","optional":true,`
    /// `"missing":N,"remark":TEXT}]}`; `written` and `from` where they are not the name, and a field that stays out of the
    /// declaration has no `type`.
    private func jsonLine(_ type: TypeTally, _ draft: EventDraft) -> [UInt8] {
        var json = JSONText()
        json.raw("{\"type\":")
        json.string(draft.type)
        if let written = draft.writtenType {
            json.raw(",\"written\":")
            json.string(written)
        }
        if let fault = EventDraft.fault(ofType: draft.type) {
            json.raw(",\"remark\":")
            json.string(Text(fault))
        }
        json.raw(",\"events\":")
        json.value(.number(Double(type.count)))
        json.raw(",\"fields\":[")
        for (place, (tally, field)) in zip(type.fields, draft.fields).enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"name\":")
            json.string(field.name)
            if let path = field.path {
                json.raw(",\"from\":")
                json.string(Text(path.description))
            }
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
