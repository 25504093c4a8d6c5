import Events
import Foundation
import RuleLanguage
import Spool
import Store
import TestSupport
import Testing

@testable import Daemon

@Suite("Where rules say of whom events are believed") struct FileOwnersTests {
    let house: OriginHouse

    init() throws { house = try OriginHouse() }

    // MARK: What a feeder could do to others

    @Test("nobody takes the identity of another feed's event before it comes: the real one counts")
    func identityTakenBefore() throws {
        let taken = try house.bring(
            "eve", after: .zero, OriginHouse.event("k-1", "/crm/phone", "note.made", #"{"text":"first"}"#))
        #expect(taken.counts[Counter(.rejected, "not-allowed")] == 1)
        #expect(taken.counts[Counter(.input, "accepted")] == nil)
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        let real = try house.bring("crm-sync", after: .hours(1), OriginHouse.call())
        #expect(real.counts[Counter(.rejected, "conflict")] == nil)
        #expect(real.counts[Counter(.input, "accepted")] == 1)
        // It is what keeps the task from opening.
        try house.bring("crm-sync", after: .hours(5))
        #expect(house.house.taskFiles.isEmpty)
        let rejections = try house.rejections
        #expect(rejections.count == 1)
        #expect(
            rejections[0].hasPrefix(#"{"line":1,"reason":"not-allowed","detail":"what begins with \"/crm\" is said by"#)
        )
        #expect(rejections[0].contains("user crm-sync or group crm-team; the file is of eve"))
    }

    @Test("a contact from elsewhere silences nobody: the type is brought by a feed")
    func contactFromElsewhere() throws {
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        let evil = try house.bring("eve", after: .hours(1), OriginHouse.call("/evil"))
        #expect(evil.counts[Counter(.rejected, "not-allowed")] == 1)
        try house.bring("eve", after: .hours(5))
        #expect(try house.openTask().text.contains("Order o-9"))
        #expect(try house.rejections[0].contains("call.made is said by user crm-sync or group crm-team"))
    }

    @Test("nobody else ends a task by an id that can be computed, neither before it opens nor after")
    func answerOfNobody() throws {
        // The same story elsewhere tells the id.
        let other = try OriginHouse()
        try other.bring("carrier-sync", after: .zero, OriginHouse.late)
        try other.bring("carrier-sync", after: .hours(5))
        let id = try other.openTask().id
        let early = try house.bring("eve", after: .zero, OriginHouse.answer("done", id, after: -TimeSpan.hours(1)))
        #expect(early.counts[Counter(.rejected, "not-allowed")] == 1)
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        try house.bring("carrier-sync", after: .hours(5))
        #expect(try house.openTask().id == id)
        for type in ["done", "dismissed", "claimed", "snoozed"] {
            let report = try house.bring(
                "carrier-sync", after: .hours(6), OriginHouse.answer(type, id, after: .hours(6)))
            #expect(report.counts[Counter(.rejected, "not-allowed")] == 1)
        }
        #expect(try house.openTask().id == id)
    }

    @Test("nobody takes the identity of an answer before it is given")
    func answerTakenBefore() throws {
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        try house.bring("carrier-sync", after: .hours(5))
        let id = try house.openTask().id
        let taken = try house.bring(
            "eve", after: .hours(6), OriginHouse.event("a-done", "/outreachd/tasks", "note.made", after: .hours(6)))
        #expect(taken.counts[Counter(.rejected, "not-allowed")] == 1)
        try house.bring("kim", ["outreachd-desk"], after: .hours(6), OriginHouse.answer("done", id, after: .hours(6)))
        #expect(try house.closedTask().contains(#""state": "done""#))
    }

    @Test("of one file each event counts or not on its own")
    func mixedFile() throws {
        let report = try house.bring(
            "crm-sync", after: .hours(1), OriginHouse.late, OriginHouse.call(),
            OriginHouse.event("n", "/notes", "note.made"), OriginHouse.event("u", "/carrier", "nobody.knows"))
        #expect(report.counts[Counter(.input, "accepted")] == 2)
        #expect(report.counts[Counter(.rejected, "not-allowed")] == 2)
        #expect(try house.rejections.map { $0.prefix(10) } == [#"{"line":1,"#, #"{"line":4,"#])
        #expect(house.house.incoming == [])
    }

    // MARK: Who answers

    @Test("what a person says is said by the name that the machine knows", arguments: ["", #","by":"pat""#])
    func speaker(by: String) throws {
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        try house.bring("carrier-sync", after: .hours(5))
        let id = try house.openTask().id
        let claim = OriginHouse.answer("claimed", id, after: .hours(6), by)
        try house.bring("kim", ["outreachd-desk"], after: .hours(6), claim)
        #expect(
            try house.openTask().text.contains(
                #""change":"claimed","by":"/outreachd/tasks a-claimed","who":"kim","note":"kim""#))
        // The same again is the same.
        let again = try house.bring("kim", ["outreachd-desk"], after: .hours(6), claim)
        #expect(again.counts[Counter(.input, "duplicate")] == 1)
        try house.bring(
            "kim", ["outreachd-desk"], after: .hours(6),
            OriginHouse.answer("done", id, after: .hours(6), by + #","outcome":"content""#))
        // Over a restart too.
        for told in [
            #""change":"claimed","by":"/outreachd/tasks a-claimed","who":"kim""#,
            #""change":"done","by":"/outreachd/tasks a-done","who":"kim","note":"content""#,
        ] { #expect(try house.closedTask().contains(told)) }
    }

    @Test(
        "a deputy, root and the daemon's own user are believed of whom they name",
        arguments: [("outreachd-board", false), ("root", true)])
    func deputy(user: String, isTrusted: Bool) throws {
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        try house.bring("carrier-sync", after: .hours(5))
        let id = try house.openTask().id
        try house.bring(
            Text(user), isTrusted: isTrusted, after: .hours(6),
            OriginHouse.answer("done", id, after: .hours(6), #","by":"pat""#))
        #expect(try house.closedTask().contains(#""who":"pat""#))
    }

    @Test("without `answers` whoever answers is told by the name that the answer says")
    func anybody() throws {
        let house = try OriginHouse("")
        try house.bring("eve", after: .zero, OriginHouse.late)
        try house.bring("eve", after: .hours(5))
        let id = try house.openTask().id
        try house.bring("eve", after: .hours(6), OriginHouse.answer("dismissed", id, after: .hours(6), #","by":"kim""#))
        #expect(
            try house.closedTask().contains(#""change":"dismissed","by":"/outreachd/tasks a-dismissed","who":"kim""#))
        #expect(house.house.rejected == [])
    }

    @Test("a file that is read over several turns says by whom in all of them")
    func longFile() throws {
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        try house.bring("carrier-sync", after: .hours(5))
        let id = try house.openTask().id
        house.people.own("kim", ["outreachd-desk"])
        let claims = (0..<50).map { number in
            OriginHouse.event(
                "a-\(number)", "/outreachd/tasks", "task.claimed", after: .hours(6),
                #"{"task":"\#(id)","by":"x\#(number)"}"#)
        }
        try house.house.disk.write(claims.joined(separator: "\n"), to: "spool/incoming/a.ndjson")
        var settings = house.house.settings
        settings.bytesPerTurn = 1_000
        let now = House.start + .hours(6)
        var processor = try TurnProcessor(
            settings: settings, rules: house.house.rules, settling: .closed, log: House.silent, clock: { now },
            accounts: house.people.accounts)
        #expect(try House.drain(&processor).counts[Counter(.input, "accepted")] == 50)
        let text = try house.openTask().text
        #expect(text.components(separatedBy: #""who":"kim""#).count == 51)
        #expect(!text.contains(#""who":"x"#))
    }

    // MARK: Who it was

    @Test("each event keeps who brought it")
    func kept() throws {
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        try house.bring("kim", ["crm-team"], after: .hours(1), OriginHouse.call())
        try house.bring(nil, after: .hours(2), OriginHouse.event("n", "/notes", "note.made"))
        let reader = try StateReader(folder: house.house.settings.state, schema: house.house.rules.program.schema)
        let bringers = try #require(try reader.story(of: "c-1")?.bringers)
        #expect(
            bringers == [
                EventIdentity(source: "/carrier/dhl", id: "p-1"): "carrier-sync",
                EventIdentity(source: "/crm/phone", id: "k-1"): "kim",
                EventIdentity(source: "/notes", id: "n"): "uid 1234",
            ])
    }

    @Test("the task tells who brought its evidence, whenever that came, and from whomever")
    func toldByTheTask() throws {
        func task() throws -> String { try house.openTask().text }
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        try house.bring("kim", after: .hours(5))
        #expect(try task().contains("\"brought\": [\"carrier-sync\"],\n"))
        // Beside others of the customer, in a file of the same turn.
        try house.bring(
            "root", isTrusted: true, after: .hours(6), OriginHouse.event("n", "/notes", "note.made"),
            OriginHouse.event("p-2", "/carrier/dhl", "parcel.late", #"{"order":"o-9","days":3}"#))
        #expect(try task().contains("\"brought\": [\"carrier-sync\",\"root\"],\n"))
    }

    @Test("the closed task keeps the event that ended it, whole, and tells who brought that")
    func endedBy() throws {
        try house.bring("carrier-sync", after: .zero, OriginHouse.late)
        try house.bring("kim", after: .hours(5))
        let call = OriginHouse.call(after: .hours(6))
        try house.bring("kim", ["crm-team"], after: .hours(6), call)
        let closed = try house.closedTask()
        #expect(closed.contains("  \"brought\": [\"carrier-sync\"],\n  \"ended_by\": \(call),\n"))
        #expect(closed.contains("  \"ended_by_brought\": \"kim\",\n  \"history\": ["))
    }

    @Test("who is looked up once a turn, and anew in the next: somebody may have left the group")
    func lookedUpAnew() throws {
        var processor = try house.processor(after: .hours(1))
        let disk = house.house.disk
        house.people.own("kim", ["crm-team"])
        for name in ["a", "b", "c"] {
            try disk.write(OriginHouse.event(name, "/crm", "note.made"), to: "spool/incoming/\(name).json")
        }
        #expect(try House.drain(&processor).counts[Counter(.input, "accepted")] == 3)
        #expect(house.people.lookUps == 1)
        house.people.own("kim", [])
        try disk.write(OriginHouse.event("d", "/crm", "note.made"), to: "spool/incoming/d.json")
        #expect(try House.drain(&processor).counts[Counter(.rejected, "not-allowed")] == 1)
    }

    @Test("a file waits while nobody can tell who its owner is")
    func cannotBeLookedUp() throws {
        house.people.fail(EIO)
        do {
            try house.bring("crm-sync", after: .hours(1), OriginHouse.call())
            Issue.record("it was read")
        } catch let error as DaemonError {
            #expect(error.mayPass && error.isOrderly)
            #expect(error.sentence.contains("cannot be looked up"))
        }
        #expect(house.house.incoming == ["a.ndjson"])
        house.people.fail(nil)
        #expect(try house.bring("crm-sync", after: .hours(1)).counts[Counter(.input, "accepted")] == 1)
        // Where nothing depends on it, nothing waits.
        let open = try OriginHouse("")
        open.people.fail(EIO)
        #expect(try open.bring("eve", after: .hours(1), OriginHouse.call()).counts[Counter(.input, "accepted")] == 1)
    }

    @Test("a name that the machine does not know is told at the start and at each reload")
    func unknownNames() throws {
        let log = RecordedLog()
        let now = House.start
        var processor = try TurnProcessor(
            settings: house.house.settings, rules: house.house.rules, log: log.logger, clock: { now },
            accounts: house.people.accounts)
        let sentence = "warning: this machine has no group crm-team, of whom the feed crm would be believed"
        #expect(log.entries.count { $0 == sentence } == 1)
        _ = try processor.adopt(house.house.rules)
        #expect(log.entries.count { $0 == sentence } == 2)
    }

    // MARK: The machine

    @Test("the machine tells who root is, and that of whom it has no name nothing is known but the number")
    func machine() throws {
        let root = try Accounts.machine.bringer(0, .nameAndGroups)
        #expect(root.user == "root")
        #expect(root.groups.contains("root"))
        #expect(root.maySayEverything)
        let nobody = try Accounts.machine.bringer(3_999_999_998, .nameAndGroups)
        #expect(nobody.name == "uid 3999999998")
        #expect(nobody.groups.isEmpty)
        #expect(!nobody.maySayEverything)
        #expect(try Accounts.machine.bringer(geteuid(), .nameAndGroups).maySayEverything)
        #expect(try Accounts.machine.bringer(0, .name).name == "root")
        #expect(try Accounts.machine.bringer(3_999_999_998, .name) == nobody)
        #expect(Accounts.machine.knows(.user("root")))
        #expect(Accounts.machine.knows(.group("root")))
        #expect(!Accounts.machine.knows(.user("nobody-of-this-name")))
        #expect(!Accounts.machine.knows(.group("nobody-of-this-name")))
    }

    @Test("of two real users each is believed of what is theirs", .enabled(if: geteuid() == 0))
    func twoUsers() async {
        await #expect(processExitsWith: .success) {
            let daemon = try #require(getpwuid(OtherUser.daemon.rawValue).map { String(cString: $0.pointee.pw_name) })
            let rules = """
                event note.made
                event call.made
                feed own   from "/own"   brings note.made every 1h by user \(daemon)
                feed other from "/other" brings call.made every 1h by user somebody
                """
            let house = try TwoUserHouse(rules: rules)
            try house.start()
            // The feeder's: nobody's name, and not in any group.
            try house.put(
                "feeder.ndjson", OriginHouse.event("1", "/own", "note.made"),
                OriginHouse.event("2", "/free", "note.made"),
                OriginHouse.event("3", "/x", "call.made"))
            let report = try house.look(after: .minutes(2))
            #expect(report.counts[Counter(.rejected, "not-allowed")] == 3)
            // The daemon's own user may say everything.
            try OtherUser.daemon.act {
                let file = try OpenFile(house.house.disk.path + "/spool/incoming/daemon.ndjson")
                file.write(
                    OriginHouse.event("1", "/own", "note.made") + "\n" + OriginHouse.event("3", "/other", "call.made")
                        + "\n")
            }
            #expect(try house.look(after: .minutes(4)).counts[Counter(.input, "accepted")] == 2)
            let rejected = try house.house.disk.read("spool/rejected/feeder.ndjson.rejected.ndjson")
            #expect(rejected.contains("the file is of uid 65533"))
        }
    }
}
