import Events
import RuleLanguage
import Spool
import Synchronization
import TestSupport
import Testing

@testable import Daemon

/// A house whose rules say who may say what, and files of which the test says who owns them.
final class OriginHouse {
    static let declarations = """
        event note.made  text text optional
        event call.made  order text optional  outcome text optional
        event parcel.late      order text  days number
        event parcel.delivered order text

        """
    static let feeds = """
        feed crm     from "/crm"     brings call.made                      every 15min hold 1s by user crm-sync, group crm-team
        feed carrier from "/carrier" brings parcel.late, parcel.delivered  every 1h    hold 1s by user carrier-sync
        answers by group outreachd-desk deputy outreachd-board

        """
    static let rule = """
        rule late-not-told "Late, not told"
          per    order
          when   parcel.late as delay where days >= 1
          unless call.made or parcel.delivered within 4h looking back 1h
          task   recovery to care  priority high  due 2h
          say    "Order {delay.order} is {delay.days} days late."
        """

    let house: House
    let people = People()

    /// The machine's users, and who owns the files of the next round.
    final class People: Sendable {
        private struct Files {
            var owner = Bringer(uid: 0, user: "root", groups: ["root"], maySayEverything: true)
            var failure: Int32?
            var lookUps = 0
        }
        private let files = Mutex(Files())

        func own(_ user: Text?, _ groups: Set<Text>, isTrusted: Bool = false) {
            files.withLock {
                $0.owner = Bringer(uid: 1_234, user: user, groups: groups, maySayEverything: isTrusted)
            }
        }
        func fail(_ code: Int32?) { files.withLock { $0.failure = code } }
        var lookUps: Int { files.withLock { $0.lookUps } }

        var accounts: Accounts {
            Accounts(
                bringer: { [self] (uid, _) throws(DaemonError) in
                    let (owner, failure) = files.withLock {
                        $0.lookUps += 1
                        return ($0.owner, $0.failure)
                    }
                    if let failure { throw .accounts(uid: uid, errno: failure) }
                    return owner
                }, knows: { $0 != .group("crm-team") })
        }
    }

    init(_ feeds: String = OriginHouse.feeds) throws {
        house = try House(rules: Self.declarations + feeds + Self.rule)
    }

    /// A daemon looks at files that this user dropped, so long after the beginning.
    @discardableResult
    func bring(
        _ user: Text?, _ groups: Set<Text> = [], isTrusted: Bool = false, after span: TimeSpan, _ lines: String...
    ) throws -> Report {
        people.own(user, groups, isTrusted: isTrusted)
        if !lines.isEmpty { try house.disk.write(lines.map { $0 + "\n" }.joined(), to: "spool/incoming/a.ndjson") }
        var processor = try processor(after: span)
        defer { processor.close() }
        return try House.drain(&processor)
    }

    func processor(after span: TimeSpan) throws -> TurnProcessor {
        let now = House.start + span
        return try TurnProcessor(
            settings: house.settings, rules: house.rules, settling: .closed, log: House.silent, clock: { now },
            accounts: people.accounts)
    }

    /// The reasons and details of what was rejected so far.
    var rejections: [String] {
        get throws {
            try house.rejected.flatMap { name in
                try house.disk.read("spool/rejected/\(name)").split(separator: "\n").map(String.init)
            }
        }
    }

    /// The id of the task that is open, and its text.
    func openTask() throws -> (id: String, text: String) {
        let name = try #require(house.disk.names("spool/tasks/open").first)
        return (String(name.dropLast(5)), try house.disk.read("spool/tasks/open/\(name)"))
    }

    func closedTask() throws -> String {
        let name = try #require(house.disk.names("spool/tasks/closed").first)
        return try house.disk.read("spool/tasks/closed/\(name)")
    }

    static func event(
        _ id: String, _ source: String, _ type: String, after span: TimeSpan = .zero, _ data: String = "{}"
    ) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"\#(source)","type":"\#(type)","subject":"c-1","time":"\#(House.start + span)","data":\#(data)}"#
    }

    static let late = event("p-1", "/carrier/dhl", "parcel.late", #"{"order":"o-9","days":2}"#)
    static func call(_ source: String = "/crm/phone", after span: TimeSpan = .hours(1)) -> String {
        event("k-1", source, "call.made", after: span, #"{"outcome":"spoke"}"#)
    }
    static func answer(_ type: String, _ task: String, after span: TimeSpan, _ more: String = "") -> String {
        event("a-\(type)", "/outreachd/tasks", "task.\(type)", after: span, #"{"task":"\#(task)"\#(more)}"#)
    }
}
