import Engine
import Events
import RuleLanguage
import Testing

@testable import TaskDispatch

/// One story of a settled past.
struct SettlingCase: CustomTestStringConvertible, Sendable {
    var sentence: String
    var rules: String
    var story: String
    /// What became of tasks.
    var expected: String
    /// The events that are kept in the end.
    var kept: String
    /// How many came too late.
    var tooLate = 0
    /// Instead of `rules`, from the line `other rules` on.
    var otherRules = ""

    var testDescription: String { sentence }
}

/// "What is kept", and what comes too late for it. A story has events, `now TIME` (a turn, with all since the last one;
/// before it the state was bytes), and `settle TIME`, which is what the daemon does when all up to then has been known for
/// `--lateness`; `settle TIME not yet` where that has to wait.
@Suite struct SettlingPage {
    static let late = PageCase.rule(
        "r", "per order when parcel.late as late unless call.made within 4h looking back 1h", say: "{late.days}")

    static let tooLateCases = [
        SettlingCase(
            sentence: "What happened before the end of the settled past is too late, and starts nothing", rules: late,
            story: """
                10:00 app.login
                now 12:00
                settle 10:00
                09:00 parcel.late order=o-1
                10:00 parcel.late order=o-2
                now 12:10
                now 20:00
                """, expected: "", kept: "e2 e3", tooLate: 2),
        SettlingCase(
            sentence: "What happened after it is in time, however late it comes", rules: late,
            story: """
                10:00 app.login
                now 16:00
                settle 10:00
                11:00 parcel.late order=o-1
                now 16:10
                """, expected: "16:10 opened r o-1 [e2]", kept: "e2"),
        SettlingCase(
            sentence: "It may end what is open: an answer", rules: late,
            story: """
                10:00 parcel.late order=o-1
                now 14:00
                17:00 app.login
                now 17:00
                settle 17:00
                16:00 task.done task=@r/e1
                now 18:00
                """, expected: "14:00 opened r o-1 [e1]\n18:00 done by e3 r o-1 [e1]", kept: "e1 e3", tooLate: 1),
        SettlingCase(
            sentence: "It may end what is open: an `unless` event after the opening", rules: late,
            story: """
                10:00 parcel.late order=o-1
                now 14:00
                17:00 app.login
                now 17:00
                settle 17:00
                16:00 call.made order=o-1
                now 18:00
                """, expected: "14:00 opened r o-1 [e1]\n18:00 withdrawn overtaken by e3 r o-1 [e1]", kept: "e1 e3",
            tooLate: 1),
        SettlingCase(
            sentence: "It may end what is open: one that was in its window is late evidence", rules: late,
            story: """
                10:00 parcel.late order=o-1
                now 14:00
                17:00 app.login
                now 17:00
                settle 17:00
                13:00 call.made order=o-1
                now 18:00
                """, expected: "14:00 opened r o-1 [e1]\n18:00 withdrawn late-evidence by e3 r o-1 [e1]", kept: "e1 e3",
            tooLate: 1),
        SettlingCase(
            sentence: "It may end what waits",
            rules: PageCase.rule("r", "per order when parcel.late unless call.made within 12h"),
            story: """
                10:00 parcel.late order=o-1
                17:00 app.login
                now 17:00
                settle 17:00
                13:00 call.made order=o-1
                now 18:00
                now 23:00
                """, expected: "", kept: "e1 e3", tooLate: 1),
        SettlingCase(
            sentence: "It may end what begins later and looks back at it",
            rules: PageCase.rule("r", "per order when parcel.late unless call.made within 1h looking back 12h"),
            story: """
                10:00 app.login
                now 12:00
                settle 10:00
                09:00 call.made order=o-1
                now 12:10
                13:00 parcel.late order=o-1
                now 16:00
                """, expected: "", kept: "e2 e3", tooLate: 1),
        SettlingCase(
            sentence: "It sets no fact and counts in no window",
            rules: PageCase.rule("r", "when app.login while customer.tier = \"gold\"")
                + PageCase.rule("s", "when 2 parcel.late within 12h"),
            story: """
                10:00 app.login
                now 12:00
                settle 10:00
                09:00 customer.updated tier=gold
                09:30 parcel.late order=o-1
                now 12:10
                13:00 app.login
                13:00 parcel.late order=o-1
                now 13:00
                """, expected: "", kept: "e2 e3 e4 e5", tooLate: 2),
    ]

    @Test("What comes too late may end something, and starts nothing", arguments: tooLateCases)
    func tooLate(_ page: SettlingCase) throws { try check(page) }

    static let otherRulesCases = [
        SettlingCase(
            sentence: "A rule that says what it said goes on, whatever comes beside it", rules: late,
            story: """
                10:00 parcel.late order=o-1
                now 10:00
                settle 10:00
                other rules
                now 14:00
                """, expected: "14:00 opened r o-1 [e1]", kept: "e1",
            otherRules: PageCase.rule("a", "when app.login") + late),
        SettlingCase(
            sentence: "A task stays open under its rule that says something else, and says it", rules: late,
            story: """
                10:00 parcel.late order=o-1
                now 14:00
                15:00 app.login
                now 15:00
                settle 15:00
                other rules
                now 16:00
                17:00 call.made order=o-1
                now 17:00
                """,
            expected: "14:00 opened r o-1 [e1]\n17:00 withdrawn overtaken by e3 r o-1 [e1]", kept: "e1 e3",
            otherRules: PageCase.rule("r", "per order when parcel.late unless call.made within 6h", say: "New.")),
        SettlingCase(
            sentence: "A rule that is new starts nothing in the settled past",
            rules: PageCase.rule("a", "when app.login"),
            story: """
                10:00 parcel.late order=o-1
                10:00 app.login
                now 10:00
                settle 10:00
                other rules
                11:00 parcel.late order=o-2
                now 20:00
                """, expected: "10:00 opened a [e2]\n20:00 withdrawn rule-removed a [e2]\n20:00 opened r o-2 [e3]",
            kept: "e2 e3", otherRules: late),
        SettlingCase(
            sentence: "A rule that is new waits for the dates that are known",
            rules: PageCase.rule("a", "when app.login"),
            story: """
                06:00 order.placed order=o-1 promised_at=18:00
                now 09:00
                settle 06:00
                other rules
                now 17:00
                """, expected: "17:00 opened r o-1 [e1]", kept: "e1",
            otherRules: PageCase.rule("r", "per order when 1h before order.promised_at")),
    ]

    static let scoreOfOtherForm = SettlingCase(
        sentence: "A score that says something else begins with what is kept of it",
        rules: "score customer.mood half-life 10d\n add -3 for parcel.late\n"
            + PageCase.rule("r", "when customer.mood falls below -50"),
        story: """
            06:00 parcel.late order=o-1
            07:00 parcel.late order=o-2
            now 07:00
            settle 07:00
            other rules
            08:00 parcel.late order=o-3
            now 08:00
            """, expected: "08:00 opened r [e1 e2 e3]", kept: "e1 e2 e3",
        otherRules: "score customer.mood half-life 10d\n add -4 for parcel.late\n"
            + PageCase.rule("r", "when customer.mood falls below -10"))

    static let pausedAnew = SettlingCase(
        sentence: "An episode that is paused stays so under its rule that waits longer",
        rules: PageCase.rule(
            "r", "per order when parcel.late unless call.made within 4h pause from order.placed until app.login"),
        story: """
            10:00 parcel.late order=o-1
            11:00 order.placed order=o-1
            now 12:00
            settle 11:00
            other rules
            now 16:00
            17:00 app.login
            now 22:00
            """, expected: "22:00 opened r o-1 [e1]", kept: "e1 e2 e3",
        otherRules: PageCase.rule(
            "r", "per order when parcel.late unless call.made within 6h pause from order.placed until app.login"))

    @Test(
        "Other rules go on from the settled past, as far as it goes",
        arguments: otherRulesCases + [scoreOfOtherForm, pausedAnew])
    func otherRules(_ page: SettlingCase) throws { try check(page) }

    // MARK: How it is played

    func check(_ page: SettlingCase) throws {
        let story = page.story.split(separator: "\n").map(String.init)
        let isEvent = { (line: String) in !["now", "settle", "other"].contains(String(line.prefix { $0 != " " })) }
        let read = try ReadCase(
            PageCase(
                page.sentence, rules: page.rules, timeline: story.filter(isEvent).joined(separator: "\n"), expected: "")
        )
        let zones = TestZones.table(site: "UTC")
        var dispatcher = Dispatcher(engine: RuleEngine(program: read.program, zones: zones, fewEvents: 0))
        var state = CustomerState(customer: "c")
        var (lines, tooLate, next): ([String], Int, Int) = ([], 0, 0)
        var arrivals: [Event] = []
        for line in story {
            if isEvent(line) {
                arrivals.append(read.arrivals[next])
                next += 1
            } else if line == "other rules" {
                let other = try ReadCase(
                    PageCase("", rules: page.otherRules, timeline: "10:00 app.login", expected: ""))
                dispatcher = Dispatcher(engine: RuleEngine(program: other.program, zones: zones, fewEvents: 0))
            } else {
                let words = line.split(separator: " ").map(String.init)
                let time = try #require(TerseTime.time(words[1]))
                state = try CustomerState(customer: "c", bytes: state.encoded(), events: state.events.reversed())
                if words[0] == "settle" {
                    let isSettled = dispatcher.settlePast(of: &state, through: time) != nil
                    #expect(isSettled == (words.count == 2), "\(line)")
                    continue
                }
                let clock = Clock(now: time, judged: Horizon(through: time), lateness: .byClock)
                let changes = dispatcher.advance(&state, arrivals: arrivals, clock: clock)
                lines += changes.compactMap(Line.init).map(\.text)
                tooLate += state.tooLate
                arrivals = []
            }
        }
        #expect(lines.joined(separator: "\n") == page.expected)
        #expect(state.events.map(\.identity.id.string).joined(separator: " ") == page.kept)
        #expect(tooLate == page.tooLate)
    }
}
