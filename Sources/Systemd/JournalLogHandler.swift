package import Logging

/// Writes a logger's entries to the journal with their fields: `OUTREACHD_` and each key of the metadata, and
/// `MESSAGE_ID` for an `JournalMessage`.
package struct JournalLogHandler: LogHandler {
    package var logLevel: Logger.Level = .info
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let sink: JournalSink
    /// By which program the entries are (`SYSLOG_IDENTIFIER`).
    private let identifier: String
    private let shown: @Sendable (Substring) -> String

    /// - Parameter shown: a line, or a value, as people may see it in the message; the fields hold what was said.
    package init(
        sink: JournalSink, identifier: String = "outreachd",
        shown: @escaping @Sendable (Substring) -> String = { String($0) }
    ) {
        self.sink = sink
        self.identifier = identifier
        self.shown = shown
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var metadata = metadata
        if let provided = metadataProvider?.get() { metadata.merge(provided) { $1 } }
        if let given = event.metadata { metadata.merge(given) { $1 } }
        let occurrence = metadata.removeValue(forKey: JournalMessage.key).flatMap { JournalMessage(rawValue: "\($0)") }
        let fields = metadata.map { (key: $0.key, value: "\($0.value)") }.sorted { $0.key < $1.key }

        var entry = JournalEntry()
        // Whoever reads only the lines must see of whom they speak.
        let tail = fields.map { " \($0.key)=\(shown($0.value[...]))" }.joined()
        let lines = "\(event.message)".split(separator: "\n", omittingEmptySubsequences: false).map(shown)
        entry.add("MESSAGE", lines.joined(separator: "\n") + tail)
        entry.add("PRIORITY", Self.priority(event.level))
        entry.add("SYSLOG_IDENTIFIER", identifier)
        if let occurrence { entry.add("MESSAGE_ID", occurrence.messageID) }
        for (key, value) in fields { entry.add(JournalEntry.fieldName(of: key), value) }
        entry.add("CODE_FILE", event.file)
        entry.add("CODE_LINE", String(event.line))
        entry.add("CODE_FUNC", event.function)
        sink.send(entry, kind: occurrence?.rawValue ?? "\(event.level)")
    }

    /// As syslog(3) counts.
    private static func priority(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: return "7"
        case .info: return "6"
        case .notice: return "5"
        case .warning: return "4"
        case .error: return "3"
        case .critical: return "2"
        }
    }
}
