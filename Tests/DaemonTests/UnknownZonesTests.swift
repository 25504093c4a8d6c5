import Events
import RuleLanguage
import Store
import Testing
import ZoneFiles

@testable import Daemon
@testable import Engine

/// Customers whose time zone is the name of none: rules go by the site's, and it is said.
@Suite struct UnknownZonesTests {
    static let rules = """
        zone Europe/London
        event customer.updated  born date optional  zone text optional
        fact customer.born = born of customer.updated
        fact customer.zone = zone of customer.updated
        rule birthday "Birthday" when yearly on customer.born task relationship to care say "Congratulate."
        """

    private func updated(_ id: String, _ customer: String, zone: String) -> String {
        House.event(id, "customer.updated", customer, after: .zero, "{\"born\":\"1990-07-08\",\"zone\":\(zone)}")
    }

    @Test(
        "A name that is that of no zone is counted",
        arguments: [
            ("\"Europe/Athnes\"", 1), ("\"W. Europe Standard Time\"", 1), ("\"+02:00\"", 1), ("\"UTC+2\"", 1),
            ("\"europe/athens\"", 1), ("\"Europe/Athens\"", 0), ("\"UTC\"", 0), ("\"US/Eastern\"", 0), ("\"\"", 0),
            ("null", 0),
        ])
    func counted(zone: String, count: Int) throws {
        let house = try House(rules: Self.rules, zones: try zoneTable(site: "Europe/London", namedZones: true))
        try house.drop("a.ndjson", updated("e-1", "c-1", zone: zone))
        let report = try house.once(after: .hours(1))
        #expect(report.counts[Counter(.input, "accepted")] == 1)
        let zones = report.counts.filter { $0.key.kind == .zone }
        #expect(zones.values.reduce(0, +) == count)
        #expect(zones.keys.allSatisfy { zone.contains($0.subject.string) })
    }

    @Test("It is counted once, however often the customer is looked at")
    func once() throws {
        let house = try House(rules: Self.rules, zones: try zoneTable(site: "Europe/London", namedZones: true))
        try house.drop("a.ndjson", updated("e-1", "c-1", zone: "\"Europe/Athnes\""))
        try house.once(after: .hours(1))
        try house.drop("b.ndjson", updated("e-1", "c-1", zone: "\"Europe/Athnes\""))
        #expect(try house.once(after: .hours(2)).counts.filter { $0.key.kind == .zone } == [:])
        try house.drop("c.ndjson", updated("e-2", "c-1", zone: "\"Europe/London\""))
        #expect(try house.once(after: .hours(3)).counts.filter { $0.key.kind == .zone } == [:])
    }

    @Test("Of a long name the beginning is told")
    func long() throws {
        let house = try House(rules: Self.rules, zones: try zoneTable(site: "Europe/London", namedZones: true))
        try house.drop("a.ndjson", updated("e-1", "c-1", zone: "\"\(String(repeating: "é", count: 40_000))\""))
        let zones = try house.once(after: .hours(1)).counts.keys.filter { $0.kind == .zone }
        #expect(zones.map(\.subject) == [Text(String(repeating: "é", count: 32) + "…")])
    }

    @Test("What is explained says so, and which zone was meant")
    func explained() throws {
        let set = try RuleLoader.check([Source(path: "a.rules", text: Self.rules)])
        let engine = set.engine(since: [:])
        let schema = engine.program.schema
        let type = try #require(schema.index(of: "customer.updated"))
        let born = try #require(CalendarDate("1990-07-08"))
        let event = Event(
            identity: EventIdentity(source: "/s", id: "e-1"), type: type, customer: "c-1", time: House.start,
            fields: [.date(born), .text("Europe/Athnes")])
        let explanation = try engine.explanation(customer: "c-1", events: [event], at: House.start, rules: [0])
        let steps = explanation.rules.flatMap(\.instances).flatMap(\.steps)
        #expect(
            steps.first?.text.hasSuffix(
                "“Europe/Athnes”, the customer's zone, is the name of none (Europe/Athens is one), so the site's is "
                    + "used: Europe/London.") == true)
    }
}
