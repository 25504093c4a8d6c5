import Engine
import EngineC
import Events
import RuleLanguage
import TaskFiles
import TestSupport
import Testing

@Suite("A customer of the library")
struct OpenCustomerTests {
    @Test("prints what a replay prints, in any order, in steps, from bytes each time", arguments: UInt64(1)...40)
    func parity(seed: UInt64) throws {
        var shop = try Shop(seed: seed)
        #expect(try shop.streamed() == shop.replayed)
    }

    @Test("hands out tasks as their files say them")
    func tasks() throws {
        let house = try House()
        let open = OpenCustomer("c-1")
        #expect(house.take(open, House.placed("e-1", "1")).isTaken)
        let outcome = open.advance(to: House.start + .days(2), house.worker)
        let task = try #require(outcome.tasks.first)
        let document = try #require(TaskDocument(bytes: task.bytes))
        #expect(outcome.tasks.count == 1 && task.place == .open)
        #expect(document.say == "order 1 is late")
        #expect(document.evidence.first?.data.map(\.name) == ["note", "order"])
    }

    @Test("hands out a task that is over with the event that ended it", arguments: [false, true])
    func ended(fromBytes: Bool) throws {
        let house = try House()
        var open = OpenCustomer("c-1")
        #expect(house.take(open, House.placed("e-1", "1")).isTaken)
        #expect(open.advance(to: House.start + .days(2), house.worker).tasks.count == 1)
        #expect(house.take(open, House.event("order.shipped", "e-2", "1", at: .days(3))).isTaken)
        if fromBytes { open = try OpenCustomer("c-1", bytes: open.encoded(house.worker), house.worker) }
        let outcome = open.advance(to: House.start + .days(3), house.worker)
        let task = try #require(outcome.tasks.first)
        #expect(outcome.tasks.count == 1 && task.place == .closed)
        let document = try #require(TaskDocument(bytes: task.bytes))
        #expect(document.endedBy?.id == "e-2" && document.evidence.map(\.id) == ["e-1"])
    }

    @Test("tells a duplicate, a conflict, what nobody asks about, another's, and what is wrong")
    func takings() throws {
        let house = try House()
        let open = OpenCustomer("c-1")
        #expect(house.take(open, House.placed("e-1", "1")).isTaken)
        if case .duplicate = house.take(open, House.placed("e-1", "1") + "\n") {} else { Issue.record("no duplicate") }
        if case .conflict(let why) = house.take(open, House.placed("e-1", "2")) {
            #expect(why.json.contains("\"conflict\""))
        } else {
            Issue.record("no conflict")
        }
        let unknown = House.placed("e-2", "1").replacing("order.placed", with: "order.moved")
        if case .notAsked = house.take(open, unknown) {} else { Issue.record("asked") }
        if case .elsewhere = house.take(OpenCustomer("c-2"), House.placed("e-1", "1")) {} else { Issue.record("taken") }
        if case .refused = house.take(open, "{") {} else { Issue.record("taken") }
        if case .refused = house.take(open, House.placed("e-3", "1"), latest: House.start - .hours(1)) {
        } else {
            Issue.record("taken")
        }
    }

    @Test("takes rules that are others: what they judge otherwise is learned at its clock")
    func otherRules() throws {
        let (before, after) = (try House(), try House(House.rules.replacing("is late", with: "is very late")))
        #expect(before.program.fingerprint != after.program.fingerprint)
        let open = OpenCustomer("c-1")
        _ = before.take(open, House.placed("e-1", "1"))
        _ = open.advance(to: House.start + .days(2), before.worker)
        let again = try OpenCustomer("c-1", bytes: open.encoded(before.worker), after.worker)
        let outcome = again.judgeAnew(after.worker)
        #expect(outcome.tasks.count == 1)
        let text = String(decoding: try #require(outcome.tasks.first).bytes, as: UTF8.self)
        #expect(text.contains("is very late"))
        #expect(again.judgeAnew(after.worker).tasks.isEmpty)
    }

    @Test("is small in bytes")
    func size() throws {
        let house = try House()
        let idle = OpenCustomer("c-1")
        #expect(idle.advance(to: House.start, house.worker).changes.isEmpty)
        #expect(idle.encoded(house.worker).count <= 120)
        _ = house.take(idle, House.placed("e-1", "1"))
        _ = idle.advance(to: House.start + .hours(1), house.worker)
        #expect(idle.nextDeadline == House.start + .days(1))
        #expect(idle.encoded(house.worker).count <= 400)
    }

    @Test("is as small once its past is settled, and starts nothing of what comes for that time")
    func settled() throws {
        let house = try House()
        let open = OpenCustomer("c-1")
        for number in 1...9 {
            _ = house.take(open, House.event("order.placed", "p-\(number)", "\(number)", at: .hours(Int64(number))))
            _ = house.take(
                open, House.event("order.shipped", "s-\(number)", "\(number)", at: .hours(Int64(number + 1))))
        }
        _ = open.advance(to: House.start + .days(3), house.worker)
        let before = (bytes: open.encoded(house.worker).count, memory: open.memory)
        #expect(open.settle(through: House.start + .days(3), house.worker))
        #expect(!open.settle(through: House.start + .days(3), house.worker))
        let bytes = open.encoded(house.worker)
        #expect(bytes.count <= 120 && bytes.count < before.bytes && open.memory < before.memory)
        let again = try OpenCustomer("c-1", bytes: bytes, house.worker)
        #expect(house.take(again, House.placed("e-1", "1")).isTaken)
        #expect(again.advance(to: House.start + .days(9), house.worker).changes.isEmpty)
    }

    @Test("is not settled over what it was handed and has not been advanced over")
    func unsettled() throws {
        let house = try House()
        let open = OpenCustomer("c-1")
        _ = house.take(open, House.event("order.placed", "p-2", "2", at: .hours(2)))
        _ = open.advance(to: House.start + .days(3), house.worker)
        _ = house.take(open, House.placed("p-1", "1"))
        #expect(!open.settle(through: House.start + .days(3), house.worker))
        #expect(open.advance(to: House.start + .days(3), house.worker).tasks.count == 1)
    }

    @Test("is read from the bytes of version 1")
    func version1() throws {
        let house = try House()
        let open = OpenCustomer("c-1")
        _ = house.take(open, House.placed("e-1", "1"))
        _ = open.advance(to: House.start + .hours(1), house.worker)
        _ = house.take(open, House.event("order.placed", "e-2", "2", at: .hours(2)))
        let earlier = try OpenCustomer("c-1", bytes: Self.ofVersion1, house.worker)
        #expect(earlier.encoded(house.worker) == open.encoded(house.worker))
        #expect(earlier.advance(to: House.start + .days(2), house.worker).tasks.count == 2)
        #expect(throws: StateError.damaged) {
            try OpenCustomer("c-1", bytes: [3] + Self.ofVersion1.dropFirst(), house.worker)
        }
        #expect(throws: StateError.damaged) {
            try OpenCustomer("c-1", bytes: [1] + open.encoded(house.worker).dropFirst(), house.worker)
        }
    }

    /// One event that waits for its day, and one that is not folded yet.
    private static let ofVersion1: [UInt8] = {
        let digits = Array(
            """
            010d9143caa084a79a0d00960104873eb3f020653164396137643535623932353531310280cca69a0d00000200020002
            3102000080cca69a0d008092b19a0d00020000000000000080cca69a0d00060000000000000000000202230308010902
            0a010003652d31020b0100052f73686f70020c01000c6f726465722e706c61636564020d0115020e010014323032362d
            30332d30325430303a30303a30305a020f0400056f72646572010001310200046e6f74650100046b6570740623030801
            09020a010003652d32020b0117020c0118020d0115020e010014323032362d30332d30325430323a30303a30305a020f
            041a01000132021b011c06
            """.utf8.filter { $0 > 0x20 })
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
    }()

    @Test("is refused where its bytes are damaged, another's, or of another version")
    func damaged() throws {
        let house = try House()
        let open = OpenCustomer("c-1")
        _ = house.take(open, House.placed("e-1", "1"))
        _ = open.advance(to: House.start + .hours(1), house.worker)
        let bytes = open.encoded(house.worker)
        #expect(throws: StateError.damaged) { try OpenCustomer("c-2", bytes: bytes, house.worker) }
        #expect(throws: StateError.unknownVersion(4)) {
            try OpenCustomer("c-1", bytes: [4] + bytes.dropFirst(), house.worker)
        }
        for place in bytes.indices.dropFirst() {
            var wrong = bytes
            wrong[place] ^= 0x10
            #expect(throws: StateError.damaged) { try OpenCustomer("c-1", bytes: wrong, house.worker) }
            #expect(throws: StateError.damaged) {
                try OpenCustomer("c-1", bytes: Array(bytes[..<place]), house.worker)
            }
        }
    }
}

@Suite("A program of the library")
struct CheckedProgramTests {
    @Test("with a mistake is none, and says what check says")
    func mistake() {
        let outcome = CheckedProgram.compiled([Source(path: "a.rules", text: "rule x\n  when y\n")], zoneDirectory: nil)
        #expect(outcome.program == nil)
        #expect(outcome.diagnostics.hasPrefix("a.rules:1:6"))
    }

    @Test("looks at an event without taking it, and names it the same in every process")
    func look() throws {
        let house = try House()
        let text = Array(House.placed("e-1", "1").utf8)
        let look = try text.withUnsafeBytes { (text) throws(Refusal) in try house.worker.look(text, latest: nil) }
        #expect(look.kind == .concerned && look.customer == "c-1" && look.source == "/shop")
        #expect(look.time == House.start)
        #expect(look.identity == 2_582_582_676_913_735_640)
    }
}

/// One rule, and its events.
struct House {
    static let rules = """
        event order.placed   order text
        event order.shipped  order text
        rule late "Late"
          per     order
          when    order.placed as it
          unless  order.shipped  within 1d
          task    recovery to desk
          say     "order {it.order} is late"
        """
    static let start = Timestamp(seconds: 1_772_409_600)

    static func placed(_ id: String, _ order: String) -> String { event("order.placed", id, order, at: .zero) }

    static func event(_ type: String, _ id: String, _ order: String, at time: TimeSpan) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/shop","type":"\#(type)","subject":"c-1","time":"\#(start + time)","data":{"order":"\#(order)","note":"kept"}}"#
    }

    let program: CheckedProgram
    let worker: Worker

    init(_ rules: String = House.rules) throws {
        let outcome = CheckedProgram.compiled([Source(path: "a.rules", text: rules)], zoneDirectory: nil)
        program = try #require(outcome.program, "\(outcome.diagnostics)")
        worker = Worker(program)
    }

    func take(_ customer: OpenCustomer, _ event: String, latest: Timestamp? = nil) -> OpenCustomer.Taking {
        Array(event.utf8).withUnsafeBytes { customer.take($0, latest: latest, worker) }
    }
}

extension OpenCustomer.Taking {
    var isTaken: Bool {
        switch self {
        case .taken: return true
        case .duplicate, .conflict, .refused, .notAsked, .elsewhere: return false
        }
    }
}
