import Events
package import Logging
import RuleLanguage
import Systemd

/// The daemon's log: the journal where standard error leads there, else plain lines on standard error.
package func serviceLog(_ level: Logger.Level) -> Logger {
    var log = Logger(label: "outreachd") { _ in
        if let journal {
            JournalLogHandler(sink: journal, shown: { $0.printable(keeping: "\t") })
        } else {
            PlainLogHandler()
        }
    }
    log.logLevel = level
    return log
}

/// Whether the log is the journal, where every entry is for a program to find as well.
package var logIsJournal: Bool { journal != nil }

/// One for all loggers, for they share its rate limit.
private let journal: JournalSink? = standardErrorIsJournal() ? JournalSink() : nil

extension RulesRefused {
    /// One entry for each mistake, so that each is found by its file.
    package func tell(_ log: Logger, _ introduction: String) {
        switch self {
        case .unreadable(let error):
            log.error("\(introduction): \(error.sentence)", metadata: JournalMessage.rulesRefused.metadata())
        case .zone(let sentence):
            log.error("\(introduction): \(sentence)", metadata: JournalMessage.rulesRefused.metadata())
        case .mistakes(let compilation):
            for (diagnostic, text) in zip(compilation.diagnostics.filter { $0.severity == .error }, diagnostics) {
                let file = compilation.sources[diagnostic.range.file].path
                log.error(
                    "\(introduction): \(text)", metadata: JournalMessage.rulesRefused.metadata(["file": .string(file)]))
            }
        }
    }
}
