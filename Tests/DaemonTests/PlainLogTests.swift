import Logging
import Synchronization
import Testing

@testable import Daemon

@Suite("The plain log")
struct PlainLogTests {
    @Test("shows nothing raw that came from outside, and no name in it looks like an entry")
    func unseen() throws {
        let line = try logged(
            "file rejected", ["file": "a\u{1b}[2J\u{9b}\n2026 error: forged\u{202e}\u{200b}\u{2028}.json"])
        #expect(
            line.hasSuffix(
                " warning: file rejected file=aU+001B[2JU+009BU+000A2026 error: forgedU+202EU+200BU+2028.json\n"))
        #expect(line.split(separator: "\n").count == 1)
    }

    @Test("sets the further lines of a message in")
    func lines() throws {
        let line = try logged("rules refused\n\twhen x\u{7f}\n2026 error: not an entry", [:])
        #expect(line.hasSuffix(" warning: rules refused\n    \twhen xU+007F\n    2026 error: not an entry\n"))
    }

    private func logged(_ message: Logger.Message, _ metadata: Logger.Metadata) throws -> String {
        let written = Box()
        let log = Logger(label: "outreachd") { _ in
            PlainLogHandler(write: { bytes in written.text.withLock { $0 += String(decoding: bytes, as: UTF8.self) } })
        }
        log.warning(message, metadata: metadata)
        return written.text.withLock { $0 }
    }

    private final class Box: Sendable { let text = Mutex("") }
}
