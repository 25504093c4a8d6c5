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

    @Test func withoutSystemdNothingHappens() {
        Notifier().tell(.ready, .watchdog)
        #expect(Notifier().watchdogMicroseconds == nil)
    }
}
