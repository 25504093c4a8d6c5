import Events
import Testing

@testable import Board

@Suite("The next call")
struct NextCallTests {
    private func next(_ cards: [TaskCard], queue: String = "") -> String? {
        NextCall(cards, at: noon).first(of: queue, for: "alice")?.id
    }

    @Test("It is the most urgent that nobody else has and nobody has put off")
    func order() {
        let cards = [
            card("mine", customer: "a", due: .hours(5)).owned(by: "alice"),
            card("his", customer: "b", due: .hours(-2)).owned(by: "bob"),
            card("asleep", customer: "c", due: .hours(-1)).asleep(for: .hours(1)),
            card("other", customer: "d", due: .hours(2), queue: "nights"),
            card("this", customer: "e", due: .minutes(30)),
        ]
        #expect(next(cards) == "this")
        #expect(next(cards, queue: "nights") == "other")
        // What somebody has taken comes to them again.
        #expect(next(Array(cards.prefix(3))) == "mine")
        #expect(next(cards, queue: "none") == nil)
    }

    @Test("Who did not answer is not called about something else before they are called again")
    func noAnswer() {
        let tried = card("tried", customer: "a", priority: "high").asleep(for: .minutes(60))
        let other = card("other", customer: "a", priority: "high", due: .minutes(-9))
        #expect(next([tried, other]) == nil)
        #expect(NextCall([tried, other], at: noon).waiting(in: "").isEmpty)
        #expect(NextCall([tried, other], at: noon).asleep(in: "").map(\.id) == ["tried"])
        // Unless that is more urgent.
        #expect(next([tried, other, card("fire", customer: "a", priority: "urgent")]) == "fire")
        #expect(next([tried, other, card("theirs", customer: "b")]) == "theirs")
        #expect(next([card("tried", customer: "a").asleep(for: .zero), other]) == "other")
    }

    @Test("Of who is put off for longer, other tasks come after everybody else's")
    func later() {
        let cards = [
            card("tomorrow", customer: "a").asleep(for: .hours(19)), card("late", customer: "a", due: .hours(-1)),
            card("theirs", customer: "b", priority: "low", due: nil),
        ]
        #expect(next(cards) == "theirs")
        #expect(next(Array(cards.prefix(2))) == "late")
    }

    @Test("Incidents are of no customer, and hold up no other")
    func incidents() {
        #expect(next([card("1", customer: "").asleep(for: .minutes(5)), card("2", customer: "")]) == "2")
    }
}
