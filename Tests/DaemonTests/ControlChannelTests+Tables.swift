import Control
import Events
import Testing
import TestSupport

@testable import Daemon

/// Tables belong to the rules of the running daemon, and are reloaded with them.
extension ControlChannelTests {
    private static let rules = """
        event order.late order text  seller text
        table sellers from "sellers.csv" key seller text  bad number
        rule bad-seller "Late, and it is not the first time"
          per order
          when order.late as late
          while sellers[late.seller].bad > 2
          task recovery to care
          say "{sellers[late.seller].bad} others were late."

        """

    private func write(_ csv: String) throws {
        try disk.write(csv, to: "rules/sellers.csv")
        try disk.write(Self.rules, to: "rules/house.rules")
    }

    private func late(_ id: String, of seller: String) -> String {
        House.event(id, "order.late", "c-1", after: .zero, #"{"order":"\#(id)","seller":"\#(seller)"}"#)
    }

    /// Whether a task of each of these orders is open, and none of another.
    private func open(_ orders: String...) async throws {
        func found() throws -> [String] {
            // One that is just being written has a name with a dot.
            try disk.names("spool/tasks/open").filter { !$0.hasPrefix(".") }.flatMap { name in
                let text = try disk.read("spool/tasks/open/" + name)
                return ["o-1", "o-2", "o-3"].filter { text.contains(#""order":"\#($0)""#) }
            }.sorted()
        }
        try await until("tasks of \(orders)") { try found() == orders }
    }

    @Test func aReloadTakesTheNewRowOfATable() async throws {
        try write("seller,bad\ns-1,1\ns-2,3\n")
        try house.drop("a.ndjson", late("o-1", of: "s-1"), late("o-2", of: "s-2"), late("o-3", of: "s-3"))
        try await serving(after: .hours(1)) {
            try await started()
            try await open("o-2")
            // Only the file of the table is another: it is noticed all the same.
            try disk.write("seller,bad\ns-1,1\ns-2,3\ns-3,9\n", to: "rules/sellers.csv")
            let answer = try #require(try await ask(ControlRequest(.reload)).reload)
            #expect(answer.live && answer.tasks == ["opened": 1])
            try await open("o-2", "o-3")
            // And back again.
            try disk.write("seller,bad\ns-2,3\n", to: "rules/sellers.csv")
            #expect(try await ask(ControlRequest(.reload)).reload?.tasks == ["withdrawn": 1])
            try await open("o-2")
        }
    }

    @Test(arguments: [
        ("seller,bad\ns-1,1\ns-3\n", "3:1: error: this row has 1 cell"),
        ("seller,bad\ns-3,many\n", "2:5: error: `bad` is a number, and `many` is not"),
        ("seller,bad\ns-3,9\ns-3,9\n", "3:1: error: the key `s-3` stands in two rows"),
        ("seller,good\ns-3,9\n", "1:1: error: the file has no column `bad`"),
    ]) func aTableWithAMistakeIsRefusedAndTheOldRowsGoOn(csv: String, mistake: String) async throws {
        try write("seller,bad\ns-1,1\ns-2,3\n")
        try await serving(after: .hours(1)) {
            try await started()
            try disk.write(csv, to: "rules/sellers.csv")
            let answer = try #require(try await ask(ControlRequest(.reload)).reload)
            #expect(!answer.live)
            let told = try #require(answer.diagnostics?.first)
            #expect(told.hasPrefix(disk.path + "/rules/sellers.csv:" + mistake), "\(told)")
            try house.drop("a.ndjson", late("o-2", of: "s-2"), late("o-3", of: "s-3"))
            try await open("o-2")
            let status = try #require(try await ask(ControlRequest(.status)).status)
            #expect(status.attention.contains { $0.contains("sellers.csv:") })
        }
    }
}
