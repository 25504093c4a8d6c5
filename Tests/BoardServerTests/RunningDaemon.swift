import Foundation
import TestSupport

@testable import BoardServer

/// The program `outreachd` that was built with the tests, at work on the spool of a house, by the clock of the machine.
struct RunningDaemon {
    private let process = Process()

    static let rules = """
        zone Europe/Athens
        event parcel.late      order text  days number
        event parcel.delivered order text
        event call.made        order text optional  outcome text optional
        event customer.updated phone text optional

        fact customer.phone = phone of customer.updated

        rule late-not-told "Late, not told"
          per    order
          when   parcel.late as delay where days >= 1
          unless call.made or parcel.delivered within 4h
          task   recovery to care  priority high  due 2h
          say    "Order {delay.order} is {delay.days} days late."

        """

    init(_ house: BoardHouse) throws {
        let folder = house.disk.path
        try house.disk.write(Self.rules, to: "house.rules")
        process.executableURL = Self.products.appending(path: "outreachd")
        process.arguments = [
            "run", "--rules", folder + "/house.rules", "--spool", folder + "/spool", "--state", folder + "/daemon",
            "--control", folder + "/control",
        ]
        process.standardError = FileHandle.nullDevice
        process.environment = ["ASAN_OPTIONS": "detect_leaks=0", "SWIFT_BACKTRACE": "enable=no"]
        try process.run()
    }

    /// Ends it, and waits for that.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Where the built programs lie.
    private static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()

    /// An event of so many minutes ago, on one line.
    static func event(_ id: String, _ type: String, _ customer: String, minutesAgo: Double, _ data: String) -> String {
        let time = Date(timeIntervalSinceNow: -60 * minutesAgo).formatted(.iso8601)
        return #"{"specversion":"1.0","id":"\#(id)","source":"/s","type":"\#(type)","subject":"\#(customer)","#
            + #""time":"\#(time)","data":\#(data)}"#
    }
}
