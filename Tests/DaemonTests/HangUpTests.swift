import Events
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Daemon

/// SIGHUP, as an operator sends it.
@Suite(.timeLimit(.minutes(5))) struct HangUpTests {
    @Test func aHangUpAsksForTheRulesToBeReadAgain() async throws {
        // Until the service has it in hand, the signal must not end the tests.
        signal(SIGHUP, SIG_IGN)
        let mailbox = try Mailbox()
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: SighupService(mailbox: mailbox))], logger: House.silent))
        async let end: Void = group.run()
        for _ in 0..<6_000 where mailbox.isEmpty {
            kill(getpid(), SIGHUP)
            try await Task.sleep(for: .milliseconds(10))
        }
        let reloads = mailbox.take()
        #expect(!reloads.isEmpty, "no hang-up was heard within a minute")
        #expect(reloads.allSatisfy { $0.backfill == .zero })
        await group.triggerGracefulShutdown()
        try await end
    }

    @Test func ofAHundredThousandHangUpsOneReloadWaits() throws {
        let mailbox = try Mailbox()
        for _ in 0..<100_000 { mailbox.reload(backfill: .zero) }
        #expect(mailbox.take().count == 1)
    }

    @Test func whoAsksForTheSameIsAnsweredByTheSameReload() throws {
        let mailbox = try Mailbox()
        let answered = Mutex<[String]>([])
        mailbox.reload(backfill: .zero)
        mailbox.reload(backfill: .days(7)) { _ in answered.withLock { $0.append("a week") } }
        for name in ["a", "b"] { mailbox.reload(backfill: .zero) { _ in answered.withLock { $0.append(name) } } }
        let reloads = mailbox.take()
        #expect(reloads.map(\.backfill) == [.zero, .days(7)])
        for reload in reloads { reload.answer(.ending) }
        #expect(answered.withLock { $0 } == ["a", "b", "a week"])
    }
}
