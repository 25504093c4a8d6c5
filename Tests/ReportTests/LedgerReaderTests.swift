import Events
import Testing

@testable import Report

@Suite("A line of the ledger")
struct LedgerReaderTests {
    @Test("is read whatever else stands in it")
    func read() throws {
        let line = try Ledgers.read(
            #" {"seq":12,"at":"2026-03-02T10:00:00.5Z","change":"claimed","by":"/s e-1","who":"Zo\u00eb \"Z\" \ud83d\ude00","rule":"late","customer":"c\/1","key":{"order":"}\\"},"task":"00ff00ff00ff00ff00000000000000aa","queue":"care","say":"a \"quote\" ]","evidence":["/s e-1",["x"]],"more":-1.5e3,"no":null} "#
        )
        guard case .change(let claim) = line else {
            Issue.record("it is \(line)")
            return
        }
        #expect(claim.at == Ledgers.start + TimeSpan(seconds: 0, nanoseconds: 500_000_000))
        #expect(claim.change == .claimed && claim.rule == "late" && claim.queue == "care")
        #expect(claim.customer == "c/1" && claim.who == "Zoë \"Z\" 😀")
        #expect(claim.task == TaskNumber(0x00ff_00ff_00ff_00ff, 0xaa))
    }

    @Test("tells which rules judge")
    func rules() throws {
        guard case .rules(let rules, _) = try Ledgers.read(Ledgers.rules) else {
            Issue.record("they are no rules")
            return
        }
        #expect(
            rules.rules == [
                .init(name: "late", isRecovery: true, holdsOut: true),
                .init(name: "quiet", isRecovery: false, holdsOut: false),
            ])
        #expect(rules.outcomes == [.init(name: "unhappy", title: "A bad review", isGood: false, within: .days(10))])
    }

    @Test(
        "that cannot be read says why",
        arguments: [
            ("", .notJSON), ("{", .notJSON), ("[]", .notJSON), (#"{"at":"2026-03-02T10:00:00Z""#, .notJSON),
            (#"{"at":"2026-03-02T10:00:00Z"} x"#, .notJSON), (#"{"seq":}"#, .notJSON), (#"{"at":"#, .notJSON),
            (#"{"at":"yesterday"}"#, .wrong("at")), ("{}", .missing("at")),
            (#"{"at":"2026-03-02T10:00:00Z"}"#, .missing("change")),
            (#"{"at":"2026-03-02T10:00:00Z","change":"eaten"}"#, .wrong("change")),
            (#"{"at":"2026-03-02T10:00:00Z","change":"done"}"#, .missing("task")),
            (#"{"at":"2026-03-02T10:00:00Z","change":"done","task":"abc"}"#, .wrong("task")),
            (
                #"{"task":"00ff00ff00ff00ff00000000000000aa","at":"2026-03-02T10:00:00Z","change":"done"}"#,
                .missing("rule")
            ),
        ] as [(String, LedgerLineError)])
    func unread(line: String, error: LedgerLineError) {
        #expect(throws: error) { try Ledgers.read(line) }
    }

    @Test("of random bytes never goes wrong")
    func random() {
        var state: UInt64 = 3
        let signs = Array(#"{}[]",:\u0a1e-.t{"at":"change""#.utf8)
        for _ in 0..<5_000 {
            var bytes: [UInt8] = []
            for _ in 0..<24 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(signs[Int(state >> 33) % signs.count])
            }
            _ = try? Ledgers.read(String(decoding: bytes, as: UTF8.self))
        }
    }
}
