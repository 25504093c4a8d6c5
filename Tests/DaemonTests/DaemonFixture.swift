import Daemon
import Events
import Foundation
import Logging
import RuleLanguage
import Spool
import Testing
import TestSupport

@testable import Daemon

/// A spool, a state and some rules on the real disk, and a clock that the test turns.
final class House: Sendable {
    static let rules = """
        event parcel.late      order text  days number
        event parcel.delivered order text
        event call.made        order text optional  outcome text optional

        rule late-not-told "Late, not told"
          per    order
          when   parcel.late as delay where days >= 1
          unless call.made or parcel.delivered within 4h looking back 1h
          task   recovery to care  priority high  due 2h
          say    "Order {delay.order} is {delay.days} days late."
        """

    let disk: TemporaryFolder
    /// 2026-03-02T10:00:00Z
    static let start = Timestamp(seconds: 1_772_445_600)
    let rules: RuleSet

    init(rules text: String = House.rules, zones: ZoneTable = ZoneTable(), on disk: TemporaryFolder? = nil) throws {
        self.disk = try disk ?? TemporaryFolder()
        let compilation = compile([Source(path: "house.rules", text: text)])
        rules = try #require(
            RuleSet(compilation, zones: zones), "\(compilation.diagnostics.map(\.message))")
    }

    static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    var settings: Settings { Settings(spool: disk.path + "/spool", state: disk.path + "/state") }

    /// A daemon as it starts `after` the beginning.
    func processor(
        after span: TimeSpan, maxFile: Int = 1 << 20, bytesPerTurn: Int = 64 << 20, archive: String? = nil,
        lateness: TimeSpan = .days(7)
    ) throws(DaemonError) -> TurnProcessor {
        var settings = settings
        settings.bytesPerTurn = bytesPerTurn
        settings.maxFile = maxFile
        settings.archive = archive
        settings.lateness = lateness
        let now = House.start + span
        return try TurnProcessor(settings: settings, rules: rules, settling: .closed, log: House.silent, clock: { now })
    }

    /// A daemon whose clocks the test turns.
    func processor(clocks: ClockTests.Clocks, log: Logger = House.silent) throws -> TurnProcessor {
        try TurnProcessor(
            settings: settings, rules: rules, settling: .closed, log: log, clock: { clocks.wall },
            elapsed: { clocks.elapsed })
    }

    /// One run with `--once` at a time after the beginning.
    @discardableResult
    func once(after span: TimeSpan) throws -> Report {
        var processor = try processor(after: span)
        return try House.drain(&processor)
    }

    /// One round over files that all came by rename, as the watch tells a daemon.
    ///
    /// Without it a file would have to wait whenever another test starts a process, for that has for a moment every
    /// file open which is being written; and then a story would have more turns at one time than at another.
    @discardableResult
    static func drain(_ processor: inout TurnProcessor) throws -> Report {
        processor.note(movedIn: try processor.inbox.spool.waiting())
        return try processor.round()
    }

    /// Drops a file into the spool as a writer should.
    func drop(_ name: String, _ lines: String...) throws {
        try disk.write(lines.joined(separator: "\n") + "\n", to: "spool/incoming/" + name)
    }

    /// The state of each task by the folder and the name of its file, with the bytes.
    var taskFiles: [String: String] {
        var files: [String: String] = [:]
        for place in ["open", "held", "closed"] {
            for name in disk.names("spool/tasks/" + place) {
                files[place + "/" + name] = try? disk.read("spool/tasks/\(place)/\(name)")
            }
        }
        return files
    }

    /// The id of the open incident; nil if there is none.
    var incident: String? {
        taskFiles.first { $0.key.hasPrefix("open/") && $0.value.contains("\"members\": ") }
            .map { String($0.key.dropFirst("open/".count).dropLast(".json".count)) }
    }

    /// The lines of the ledger, file by file.
    var ledger: [String] {
        disk.names("state/ledger").flatMap { name in
            ((try? disk.read("state/ledger/" + name)) ?? "").split(separator: "\n").map(String.init)
        }
    }

    var incoming: [String] { disk.names("spool/incoming") }
    var rejected: [String] { disk.names("spool/rejected") }

    /// A CloudEvent on one line.
    static func event(
        _ id: String, _ type: String, _ customer: String, after span: TimeSpan, _ data: String = "{}"
    ) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/s","type":"\#(type)","subject":"\#(customer)","time":"\#(start + span)","data":\#(data)}"#
    }

    static func late(_ id: String, _ customer: String, _ order: String, after span: TimeSpan = .zero) -> String {
        event(id, "parcel.late", customer, after: span, #"{"order":"\#(order)","days":2}"#)
    }

    static func call(_ id: String, _ customer: String, after span: TimeSpan) -> String {
        event(id, "call.made", customer, after: span, #"{"outcome":"spoke"}"#)
    }
}
