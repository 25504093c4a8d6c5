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
        let tail = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        // Further lines of a message are set in, so that none looks like an entry of its own.
        let lines = "\(event.message)".split(separator: "\n", omittingEmptySubsequences: false)
        let first = "\(WallClock.now()) \(event.level): \(lines.first ?? "")\(tail)"
        write(([first] + lines.dropFirst().map { "    \($0)" }).flatMap(Self.oneLine))
    }

    /// The same holds for a name with a line end in it: control characters are written as `\n`, `\u{1b}`.
    private static func oneLine(_ text: String) -> [UInt8] {
        var line: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0a: line.append(contentsOf: Array("\\n".utf8))
            case 0x00..<0x20, 0x7f..<0xa0, 0x2028, 0x2029:
                line.append(contentsOf: Array("\\u{\(String(scalar.value, radix: 16))}".utf8))
            default: line.append(contentsOf: Array(String(scalar).utf8))
            }
        }
        return line + [UInt8(ascii: "\n")]
    }
}
