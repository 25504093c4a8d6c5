import Events
import Testing

@testable import Board

@Suite("Words of the board")
struct WordsTests {
    @Test(
        "A time is told as people say it",
        arguments: [
            (TimeSpan.zero, "14:00"), (.hours(10), "tomorrow 00:00"), (.hours(-15), "yesterday 23:00"),
            (.days(4), "Fri 6 Mar 14:00"), (.days(-2), "Sat 28 Feb 14:00"), (.days(365), "Tue 2 Mar 2027 14:00"),
        ])
    func near(span: TimeSpan, words: String) {
        #expect(SiteClock(visit()).near(noon + span) == words)
    }

    @Test("What is no date of people is never", arguments: [Timestamp.distantPast, .yearOne, .distantFuture])
    func never(time: Timestamp) {
        let clock = SiteClock(visit())
        #expect([clock.near(time), clock.exact(time), clock.distance(to: time)] == ["never", "never", "ages"])
    }

    @Test(
        "A span in the units that matter",
        arguments: [
            (TimeSpan(seconds: 20), "less than a minute"), (.minutes(59), "59 min"), (.minutes(60), "1 h"),
            (.minutes(125), "2 h 5 min"), (.hours(47), "47 h"), (.days(2), "2 days"), (.minutes(-5), "5 min"),
        ])
    func distance(span: TimeSpan, words: String) {
        #expect(SiteClock(visit()).distance(to: noon + span) == words)
    }

    @Test(
        "A telephone number is called by its digits",
        arguments: [
            ("+44 1632 960001", "+441632960001"), ("+44 (0)1632 960-001", "+441632960001"),
            ("01632.960001", "01632960001"),
            ("(01632) 960 001", "01632960001"), ("0 (0)1632", "001632"), ("112", nil), ("", nil), ("o-9", nil),
            ("+44+1632960001", nil), ("12345678901234567", nil), ("javascript:alert(1)", nil),
        ] as [(String, String?)])
    func telephone(text: String, number: String?) {
        #expect(Telephone.number(text) == number)
    }

    @Test(
        "An address for customers takes one of them, and nothing that is none",
        arguments: [
            ("https://crm.example/{customer}", "https://crm.example/c%2F1%22"),
            ("http://crm.example:81/c?id={customer}#x", "http://crm.example:81/c?id=c%2F1%22#x"),
            ("javascript:alert({customer})", nil), ("https://{customer}.example/", nil), ("https:///{customer}", nil),
            ("https://crm.example/", nil), ("https://crm.example/\"{customer}", nil), ("//crm.example/{customer}", nil),
        ] as [(String, String?)])
    func customerLink(pattern: String, address: String?) {
        #expect(CustomerLink(pattern)?.address(of: "c/1\"") == address)
    }

    @Test("Views of teams stand in a file, a line each")
    func views() {
        let text = "# ours\nNight shift   ?queue=nights&mine=1\n\nno address\n  ?x=1\nUrgent\t?find=urgent  \n"
        #expect(
            TeamView.read(text) == [
                TeamView(name: "Night shift", query: [("queue", "nights"), ("mine", "1")]),
                TeamView(name: "Urgent", query: [("find", "urgent")]),
            ])
    }

    @Test("What became of a task, in a line")
    func fates() {
        var done = card("1")
        done.place = .closed
        done.standing.state = "done"
        done.standing.endedBy = "bob"
        done.standing.endedAt = noon - .minutes(5)
        done.standing.endedNote = "she is content"
        #expect(fate(of: done, nil, visit()) == "Done by bob 13:55: she is content")
        done.standing.state = "withdrawn"
        done.standing.because = "overtaken"
        #expect(fate(of: done, nil, visit()) == "Taken back 13:55: somebody acted, or the matter settled itself")
        done.standing.proof = "call.made: outcome spoke"
        #expect(fate(of: done, nil, visit()).hasSuffix("the matter settled itself (call.made: outcome spoke)"))
        #expect(fate(of: card("2").owned(by: "bob"), nil, visit()) == "bob has it")
        #expect(fate(of: card("2").asleep(for: .hours(1)), nil, visit()) == "Put off until 15:00")
        #expect(fate(of: nil, nil, visit()) == "It is not there any more")
        let pending = PendingAnswer(id: "p", task: "2", person: "bob", word: "Done", about: "c-1", until: noon)
        #expect(fate(of: card("2"), pending, visit()) == "Done by bob")
    }

    @Test(
        "A name is found however its letters are marked, in whatever case",
        arguments: [
            ("ayse yildirim", "Ayşe Yıldırım"), ("AYŞE YILDIRIM", "Ayşe Yıldırım"), ("iğdır", "Gökçe İĞDIR"),
            ("sorensen", "Anna Sørensen"), ("ΝΊΚΟΣ", "Νίκος Παπαδόπουλος"), ("νικος", "ΝΙΚΟΣ"),
            ("Ψαρουδα", "Ελένη Ψαρούδα"), ("strasse", "Straße 9"), ("zoe", "Zoe\u{308}"), ("Zoë", "zoe"),
            ("Łódź", "lodz"), ("北京", "北京"), ("o-9", "O-9"),
        ])
    func folds(word: String, text: String) {
        #expect(Text(folded(text)).contains(Text(folded(word))))
    }

    @Test("What is another word is not found")
    func foldsNoMore() {
        #expect(!folded("Παπαδόπουλος").contains(folded("papadopoulos")))
        #expect(!folded("Ward").contains(folded("wörd")))
    }

    @Test("Until when a task is put off is the site's morning")
    func snooze() {
        #expect(SnoozeChoice.morning.until(from: noon, .utc) == noon + .hours(19))
        #expect(SnoozeChoice.hour.until(from: noon, .utc) == noon + .hours(1))
    }
}
