import Events
import Testing

@testable import Board

@Suite("The open tasks")
struct OpenListTests {
    private func ids(_ cards: [TaskCard], _ change: (inout ListView) -> Void = { _ in }) -> [[String]] {
        var view = ListView()
        change(&view)
        return OpenList(cards, view, of: "alice", at: noon).groups.map { $0.tasks.map(\.id) }
    }

    @Test("Late ones come first, then those of the hour, then the others; in each the most urgent")
    func order() {
        let cards = [
            card("later", customer: "a", due: .hours(3)), card("whenever", customer: "b", due: nil),
            card("soon", customer: "c", due: .minutes(20)), card("late", customer: "d", due: .minutes(-1)),
            card("urgent", customer: "e", priority: "urgent", due: .hours(5)),
            card("longest", customer: "f", due: .hours(-9)), card("edge", customer: "g", due: .hours(1)),
        ]
        #expect(
            ids(cards) == [["longest"], ["late"], ["soon"], ["urgent"], ["edge"], ["later"], ["whenever"]])
    }

    @Test("A customer has one card, where the first of their tasks belongs")
    func groups() {
        let cards = [
            card("1", customer: "a", due: .hours(3)), card("2", customer: "b", due: .hours(2)),
            card("3", customer: "a", due: .minutes(-5)),
        ]
        #expect(ids(cards) == [["3", "1"], ["2"]])
        let list = OpenList(cards, ListView(), of: "alice", at: noon)
        #expect(list.groups.map(\.section) == [.late, .later])
    }

    @Test("Customers whose names are written alike, and are not the same bytes, stay apart")
    func names() {
        #expect(ids([card("1", customer: "Zoe\u{308}"), card("2", customer: "Zo\u{eb}")]).count == 2)
    }

    @Test("Incidents are of no customer, and each has a card")
    func incidents() {
        #expect(ids([card("1", customer: ""), card("2", customer: "")]).count == 2)
    }

    @Test("What is put off is left out, and counted, until its time")
    func asleep() {
        let cards = [card("1").asleep(for: .hours(1)), card("2", customer: "b").asleep(for: .hours(-1))]
        #expect(ids(cards) == [["2"]])
        #expect(OpenList(cards, ListView(), of: "alice", at: noon).asleep == 1)
        #expect(ids(cards) { $0.withAsleep = true }.count == 2)
    }

    @Test("Find, queue, customer and mine")
    func filters() {
        let cards = [
            card("1", customer: "a", queue: "care", say: "The LAMP flickers").owned(by: "alice"),
            card("2", customer: "b", queue: "nights", say: "A parcel").owned(by: "bob"), card("3", customer: "c"),
        ]
        #expect(ids(cards) { $0.find = "lamp" } == [["1"]])
        #expect(ids(cards) { $0.queue = "nights" } == [["2"]])
        #expect(ids(cards) { $0.who = .me } == [["1"]])
        #expect(ids(cards) { $0.who = .person("bob") } == [["2"]])
        #expect(ids(cards) { $0.who = .nobody } == [["3"]])
        #expect(ids(cards) { $0.customer = "c" } == [["3"]])
        #expect(ids(cards) { $0.find = "nothing of it" } == [])
        #expect(ids(cards + [card("9").owned(by: "Zoë")]) { $0.find = "zoë" } == [["9"]])
    }
}
