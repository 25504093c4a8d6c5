import Glibc
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

    @Test("tells of a file once what was rejected of it")
    func rejected() throws {
        let line = try CommandLine.withTasks()
        let wrong = Samples.event(
            "e-9", "delivery.delayed", "c-42", "2026-03-02T10:00:00Z", #"{"order":"o-1","days":"two"}"#)
        try line.folder.write(
            "{}\n" + wrong + "\n" + wrong.replacing("e-9", with: "e-8"), to: "spool/incoming/late.ndjson")
        try line.shell(
            """
            outreachd run --rules late.rules --spool spool --state state --control control 2>log &
            for n in $(seq 600); do
                outreachd status --control control >status 2>/dev/null
                grep -q 'rejected/' status && break
                sleep 0.1
            done
            kill $!; wait
            """)
        let status = try line.folder.read("status")
        #expect(status.contains("rejects    of 1 file in rejected/, told below\n"))
        #expect(status.split(separator: "late.ndjson").count == 2)
        #expect(status.contains("LOOK       late.ndjson was rejected at "))
        let log = try line.folder.read("log")
        #expect(log.contains("events rejected: 2 field-type, the first in line 2; 1 specversion in line 1"))
    }

    @Test(
        "tells whoever answers in whose name that is, and that it will not count",
        .enabled(if: geteuid() == 0, "only root can be several users"))
    func answered() throws {
        let line = try CommandLine.withTasks()
        try line.folder.write(
            Samples.rules + "answers by user nobody, group outreachd-desk deputy outreachd-board\n", to: "late.rules")
        let id = try #require(line.taskIDs().first)
        let outcome = try line.shell(
            """
            chmod 755 .
            outreachd run --rules late.rules --spool spool --state state --control control 2>log &
            for n in $(seq 600); do outreachd status --control control >/dev/null 2>&1; [ $? = 69 ] || break; sleep 0.1; done
            chmod 666 control
            as() {
                chmod -R a+rX spool; chmod 777 spool/incoming
                setpriv --reuid "$1" --regid "$1" --clear-groups outreachd "$2" \(id) --spool spool --control control --by kim
            }
            as 65534 claim
            for n in $(seq 600); do grep -q '"claimed"' spool/tasks/open/*.json && break; sleep 0.1; done
            as 65533 done; as 0 done
            kill $!; wait
            """)
        let told = outcome.error.replacing("\n  ", with: " ")
        #expect(
            told == """
                outreachd: it is told as said by nobody, who drops it: the rules believe of deputies only whom they name
                outreachd: it will not count, and goes to rejected/ as not-allowed: an answer is said by user nobody, \
                group outreachd-desk or user outreachd-board, and you are uid 65533

                """)
        // Whoever reads the journal finds it too.
        #expect(try line.folder.read("log").contains("an answer names kim, and is told as said by nobody, for"))
    }
}
