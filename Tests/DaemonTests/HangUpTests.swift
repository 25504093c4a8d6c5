import Events
import Foundation
import Logging
import ServiceLifecycle
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
        while mailbox.isEmpty {
            kill(getpid(), SIGHUP)
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(mailbox.take().allSatisfy { $0.backfill == .zero })
        await group.triggerGracefulShutdown()
        try await end
    }
}
