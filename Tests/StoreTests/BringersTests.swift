import Events
import TestSupport
import Testing

@testable import Store

@Suite("Who brought an event") struct BringersTests {
    @Test("is kept beside it, in the order in which events came, and not known of those of before")
    func kept() throws {
        let disk = try TemporaryFolder()
        let store = try StateStore(folder: disk.path)
        try store.commit(Self.arrivals("c", ["1", "2"], ["crm", "crm"]))
        try store.commit(Self.arrivals("c", ["3", "4", "5"], ["crm", "uid 7", "crm"]))
        try store.commit(Self.arrivals("other", ["6"], ["eve"]))
        try store.commit(Self.arrivals("c", ["7"], []))
        let names = ["crm", "crm", "crm", "uid 7", "crm", nil]
        #expect(try store.bringers(of: "c").map { $0?.string } == names)
        #expect(try store.bringers(of: "nobody") == [])
        #expect(try store.load(customer: "c")?.events.count == names.count)
    }

    @Test("is one for all events of a customer, or not")
    func only() throws {
        let disk = try TemporaryFolder()
        let store = try StateStore(folder: disk.path)
        #expect(try store.onlyBringer(of: "c") == nil)
        try store.commit(Self.arrivals("c", ["1", "2"], ["crm", "crm"]))
        try store.commit(Self.arrivals("d", ["3"], ["eve"]))
        #expect(try store.onlyBringer(of: "c") == "crm")
        for number in 10..<25 { try store.commit(Self.arrivals("d", ["\(number)"], ["eve"])) }
        #expect(try store.onlyBringer(of: "d") == "eve")
        try store.commit(Self.arrivals("d", ["30"], ["eve"]))
        #expect(try store.onlyBringer(of: "d") == nil)
        try store.commit(Self.arrivals("c", ["4", "5"], ["crm", "kim"]))
        #expect(try store.onlyBringer(of: "c") == nil)
        try store.commit(Self.arrivals("e", ["6"], []))
        #expect(try store.onlyBringer(of: "e") == nil)
    }

    @Test("is found by the event")
    func found() throws {
        let disk = try TemporaryFolder()
        let store = try StateStore(folder: disk.path)
        try store.commit(Self.arrivals("c", ["1", "2"], ["crm", "crm"]))
        try store.commit(Self.arrivals("c", ["3", "4"], ["uid 7", "crm"]))
        try store.commit(Self.arrivals("c", ["5"], []))
        var found: [String] = []
        try store.lookUpBringers([4, 1, 5, 9]) { places, lines, names in
            found.append(
                "\(places) \(lines.count { $0 == 0x0a }) \(names.names) \(names.name(ofLine: 1)?.string ?? "-")")
        }
        #expect(found == ["[1] 2 [crm] crm", "[0] 2 [uid 7, crm] crm", "[2] 1 [] -"])
    }

    @Test("is not known of the events of earlier versions", arguments: EarlierState.versions.filter { $0 < 5 })
    func earlier(version: Int) throws {
        let disk = try TemporaryFolder()
        try EarlierState.unpack(version, into: disk.path)
        let store = try StateStore(folder: disk.path)
        for customer in try store.customers() {
            let count = try store.load(customer: customer)?.events.count ?? 0
            #expect(try store.bringers(of: customer) == Array(repeating: nil, count: count))
        }
    }

    private static func arrivals(_ customer: Text, _ lines: [String], _ names: [Text]) -> TurnWrites {
        var writes = TurnWrites()
        writes.arrivals.text = Array(lines.map { $0 + "\n" }.joined().utf8)
        writes.arrivals.hashes = lines.map { UInt64($0) ?? 0 }
        writes.arrivals.shares = [
            Arrivals.Share(
                customer: customer, events: 0..<lines.count, text: 0..<writes.arrivals.text.count,
                brought: Arrivals.Bringers(names))
        ]
        return writes
    }
}
