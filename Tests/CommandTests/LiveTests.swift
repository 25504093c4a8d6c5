import TestSupport
import Testing

/// The commands that ask a running daemon.
@Suite("A running daemon")
struct LiveTests {
    @Test("tells the site's zone, what is not declared and what was meant, and what nothing follows from")
    func asked() throws {
        let event = Samples.event("e-9", "order.delivered", "c-42", "2026-03-02T10:00:00Z", "{}")
        let answer = Samples.event("e-10", "task.done", "c-42", "2026-03-02T10:00:00Z", #"{"task":"3fb2a91c"}"#)
        let line = try CommandLine.withTasks(Samples.events + event + "\n" + answer + "\n")
        let outcome = try line.shell(
            """
            outreachd run --rules late.rules --spool spool --state state --control control 2>log &
            for n in $(seq 600); do
                outreachd status --control control >status 2>/dev/null
                grep -q 'order.delivered' status && break
                sleep 0.1
            done
            TZ=UTC outreachd tasks --spool spool --control control
            outreachd status --control control --json >status.json
            outreachd explain --live --control control --customer c-42
            kill $!; wait
            """)
        #expect(outcome.output.contains("DUE (Europe/Athens)"))
        #expect(try line.folder.read("status").contains("1 order.delivered; is delivery.delivered meant?\n"))
        let status = try line.folder.read("status")
        #expect(status.contains("answers that name no task of their customer: 1 task.done\n"))
        #expect(!status.contains("nothing of its `unless`"))
        #expect(try line.folder.read("status.json").contains(#""meant":{"order.delivered":"delivery.delivered"}"#))
    }
}
