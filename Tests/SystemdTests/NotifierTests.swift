import Testing

@testable import Systemd

@Suite struct NotifierTests {
    @Test(arguments: [
        (Notifier.Message.ready, "READY=1"), (.watchdog, "WATCHDOG=1"), (.stopping, "STOPPING=1"),
        (.status("3 open\nREADY=1"), "STATUS=3 open READY=1"),
        (.extendTimeout(microseconds: 5), "EXTEND_TIMEOUT_USEC=5"),
    ])
    func aMessageIsOneAssignment(message: Notifier.Message, text: String) {
        #expect(message.text == text)
    }

    /// Systemd does not read a datagram of more than 4,096 bytes.
    @Test func aLongStatusIsCut() {
        let text = Notifier.Message.status(String(repeating: "ä", count: 4_000)).text
        #expect(text.utf8.count <= "STATUS=".utf8.count + 1_024)
        #expect(text.hasPrefix("STATUS=ää") && text.hasSuffix("ä…"))
    }

    @Test func withoutSystemdNothingHappens() {
        Notifier().tell(.ready, .watchdog)
        #expect(Notifier().watchdogMicroseconds == nil)
    }
}
