import Events
import Spool
import TestSupport
import Testing

@testable import Daemon

@Suite("What was rejected lately")
struct RejectNewsTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func news(_ count: Int, told: Int = 10, after span: TimeSpan = .zero) throws -> [String] {
        let spool = try SpoolDirectory(path: folder.path)
        for number in 0..<count {
            try spool.writeRejections(
                SpoolName("f\(number).ndjson"),
                lines: Array("{\"line\":1,\"reason\":\"future\",\"detail\":\"why\"}\n".utf8))
        }
        let summary = try SpoolSummary(spool: folder.path, rejects: told)
        return summary.news(at: (summary.rejects.first?.at ?? Timestamp(seconds: 0)) + span)
    }

    @Test("is named file by file, the latest first, and of many the number")
    func named() throws {
        #expect(try news(0).isEmpty)
        let two = try news(2)
        #expect(two.count == 2 && two.allSatisfy { $0.contains(".ndjson was rejected at ") && $0.hasSuffix(": why") })
        #expect(two.allSatisfy { $0.contains(/at [0-9-]+T[0-9]+:[0-9]+:[0-9]+Z: why/) }, "\(two)")
        #expect(Set(two.map { $0.prefix(9) }) == ["f0.ndjson", "f1.ndjson"])
        #expect(try news(4).dropFirst(3) == ["of 1 other file something was rejected in the last hour too"])
        #expect(try news(9).dropFirst(3) == ["of 6 other files something was rejected in the last hour too"])
        #expect(
            try news(9, told: 5).dropFirst(3) == [
                "of 2 or more other files something was rejected in the last hour too"
            ])
    }

    @Test("is news for an hour")
    func old() throws {
        #expect(try news(2, after: .hours(1)).isEmpty)
        #expect(try news(1, after: .minutes(59)).isEmpty == false)
    }
}
