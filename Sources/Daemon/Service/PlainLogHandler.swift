import Events
import Glibc
package import Logging

/// A line for each entry on standard error: the time, the level, the message, and what it is about.
package struct PlainLogHandler: LogHandler {
    package var logLevel: Logger.Level = .info
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let write: @Sendable ([UInt8]) -> Void

    package init() {
        // One call for a line, so that lines of two threads do not mix. A reader who went away is none of our business.
        self.init { line in _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) } }
    }

    init(write: @escaping @Sendable ([UInt8]) -> Void) { self.write = write }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var metadata = metadata
        if let provided = metadataProvider?.get() { metadata.merge(provided) { $1 } }
        if let given = event.metadata { metadata.merge(given) { $1 } }
        // What came from outside shows nothing raw, and a name with a line end in it does not look like an entry.
        let tail = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\("\($0.value)".printable)" }.joined()
        // Further lines of a message are set in; tabs stand in the lines of rules that are quoted.
        let lines = "\(event.message)".split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.printable(keeping: "\t") }
        let first = "\(WallClock.now()) \(event.level): \(lines.first ?? "")\(tail)"
        let text = ([first] + lines.dropFirst().map { "    \($0)" }).joined(separator: "\n")
        write(Array("\(text)\n".utf8))
    }
}
