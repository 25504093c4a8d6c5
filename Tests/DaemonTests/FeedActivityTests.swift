import Events
import Foundation
import Testing

@testable import Daemon

/// When a feed counts as silent.
@Suite struct FeedActivityTests {
    static let start = House.start

    /// A feed that brings something every `gap` for `span`.
    func book(every gap: TimeSpan, for span: TimeSpan, source: Text = "/crm") -> FeedActivity {
        var book = FeedActivity()
        var now = Self.start
        while now <= Self.start + span {
            book.note(1, of: source, at: now)
            now = now + gap
        }
        return book
    }

    func silent(_ book: FeedActivity, after span: TimeSpan) -> [Text] {
        book.sorted(at: Self.start + span).filter(\.isSilent).map(\.source)
    }

    @Test func aFeedIsSilentAfterThreeTimesItsLongestSilence() {
        let book = book(every: .minutes(10), for: .hours(5))
        #expect(silent(book, after: .hours(5) + .minutes(30)).isEmpty)
        #expect(silent(book, after: .hours(5) + .minutes(31)) == ["/crm"])
    }

    @Test func aQuarterOfAnHourIsNoSilence() {
        let book = book(every: TimeSpan(seconds: 1), for: .minutes(10))
        #expect(silent(book, after: .minutes(25)).isEmpty)
        #expect(silent(book, after: .minutes(26)) == ["/crm"])
    }

    @Test func whatCameOnlySomeTimesHasNoHabitYet() {
        #expect(silent(book(every: .minutes(1), for: .minutes(8)), after: .days(20)).isEmpty)
    }

    @Test func nobodyIsCalledBeforeAFeedHasBeenKnownForAWeek() throws {
        for (days, isAlarming) in [(Int64(6), false), (8, true)] {
            let book = book(every: .hours(1), for: .days(days))
            let feed = try #require(book.feeds["/crm"])
            let later = Self.start + .days(days + 1)
            #expect(book.isSilent(feed, at: later))
            #expect(book.isAlarming(feed, at: later) == isAlarming)
        }
    }

    @Test func anOutageIsNotUsualFromThenOn() throws {
        var book = book(every: .minutes(10), for: .hours(5))
        book.note(1, of: "/crm", at: Self.start + .days(20))
        #expect(book.feeds["/crm"]?.longestSilence == .minutes(30))
    }

    @Test func theTimeWhenTheDaemonWasAwayIsNobodysSilence() {
        let before = book(every: .minutes(10), for: .hours(5))
        var book = FeedActivity(bytes: before.bytes, now: Self.start + .days(2))
        #expect(silent(book, after: .days(2) + .minutes(29)).isEmpty)
        #expect(silent(book, after: .days(2) + .minutes(31)) == ["/crm"])
        book.note(1, of: "/crm", at: Self.start + .days(2) + .minutes(5))
        #expect(book.feeds["/crm"]?.longestSilence == .minutes(10))
    }

    @Test func afterFourWeeksAFeedIsForgotten() {
        let book = book(every: .minutes(10), for: .days(8))
        #expect(silent(book, after: .days(35)) == ["/crm"])
        #expect(silent(book, after: .days(37)).isEmpty)
        #expect(FeedActivity(bytes: book.bytes, now: Self.start + .days(37)).feeds.isEmpty)
    }

    @Test func peopleWhoAnswerAreNoFeed() {
        #expect(book(every: .minutes(1), for: .hours(5), source: "/outreachd/tasks").feeds.isEmpty)
    }

    @Test(arguments: ["/crm", "a b\n7", "", "ü\u{1f600}"])
    func whatIsKeptIsReadAgain(source: String) {
        let book = book(every: .minutes(7), for: .hours(2), source: Text(source))
        #expect(FeedActivity(bytes: book.bytes, now: Self.start).feeds == book.feeds)
    }

    @Test(arguments: ["", "1 2", "1 2 3 4 5 999 x", "a b c d e f", "1 2 3 4 5 -1 "])
    func whatMakesNoSenseIsLeftOut(text: String) {
        #expect(FeedActivity(bytes: Array(text.utf8), now: Self.start).feeds.isEmpty)
    }

    /// A book that is full of sources that came once.
    func fullBook() -> FeedActivity {
        var book = FeedActivity()
        for number in 0..<FeedActivity.feedsAtMost { book.note(1, of: Text("/once/\(number)"), at: Self.start) }
        return book
    }

    @Test func aFullBookTakesWhoComesAgainForOneThatCameOnce() {
        var book = fullBook()
        let size = book.feeds.count
        for minute in 0..<3 {
            book.note(1, of: "/crm", at: Self.start + .minutes(Int64(minute)))
            #expect((book.feeds["/crm"] != nil) == (minute > 0))
        }
        #expect(book.feeds["/crm"]?.arrivals == 2)
        #expect(book.feeds.count == size)
        #expect(book.sourceCount == size + 1)
    }

    @Test func whatCameOnceDoesNotPushOutWhatComesAgainAndAgain() {
        var book = book(every: .minutes(10), for: .hours(5))
        for number in 0..<5_000 {
            let now = Self.start + .hours(5) + TimeSpan(seconds: Int64(number / 10))
            for _ in 0..<2 { book.note(1, of: Text("/twice/\(number)"), at: now) }
        }
        #expect(book.feeds["/crm"]?.arrivals == 31)
        #expect(book.feeds.count == FeedActivity.feedsAtMost)
        #expect(book.sourceCount == 5_001)
        #expect(silent(book, after: .hours(5) + .minutes(31)) == ["/crm"])
    }

    @Test func aSourceIsKnownByTheBeginningOfItsName() throws {
        var book = FeedActivity()
        book.note(1, of: Text("/" + String(repeating: "x", count: 100_000)), at: Self.start)
        let name = try #require(book.feeds.keys.first)
        #expect(name.string.utf8.count == 256)
        #expect(FeedActivity(bytes: book.bytes, now: Self.start).feeds == book.feeds)
    }

    @Test func theSilentOnesAreToldFirst() {
        var book = book(every: .minutes(1), for: .hours(1))
        book.note(1, of: "/web", at: Self.start + .hours(2))
        #expect(book.sorted(at: Self.start + .hours(2)).map(\.source) == ["/crm", "/web"])
    }
}

/// Numbers of the loop, by a clock that the test turns.
@Suite struct EventRateTests {
    @Test func theRateIsTheAverageOfTheSpan() {
        var rate = EventRate(began: 0)
        for second in stride(from: 0.0, to: 3_600, by: 1) { rate.note(second < 3_000 ? 1 : 5, at: second) }
        #expect(rate.perSecond(over: 60, at: 3_599) == 5)
        #expect(rate.perSecond(over: 300, at: 3_599) == 5)
        #expect(rate.perSecond(over: 900, at: 3_599) > 3)
        #expect(rate.perSecond(over: 900, at: 9_000) == 0)
    }

    @Test func soonAfterTheStartItIsTheAverageSinceThen() {
        var rate = EventRate(began: 100)
        rate.note(50, at: 105)
        #expect(rate.perSecond(over: 60, at: 110) == 5)
        #expect(rate.perSecond(over: 900, at: 110) == 5)
    }
}
