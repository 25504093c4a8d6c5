import Engine
import Events
import RuleLanguage
import Testing

@testable import TaskDispatch

extension SettlingPage {
    static let leavingCases = [
        SettlingCase(
            sentence: "What nobody looks at any more leaves when it is settled", rules: late,
            story: """
                10:00 parcel.late order=o-1
                11:00 call.made order=o-1
                now 12:00
                settle 11:00
                """, expected: "", kept: "e2"),
        SettlingCase(
            sentence: "The window of `looking back` begins at what may still come", rules: late,
            story: """
                10:00 call.made order=o-1
                12:00 app.login
                now 12:00
                settle 12:00
                """, expected: "", kept: ""),
        SettlingCase(
            sentence: "An armed episode keeps its trigger, and is judged in its time", rules: late,
            story: """
                10:00 parcel.late order=o-1 days=2
                now 10:00
                settle 10:00
                now 14:00
                """, expected: "14:00 opened r o-1 [e1]", kept: "e1"),
        SettlingCase(
            sentence: "An open one keeps its evidence until it ends", rules: late,
            story: """
                10:00 parcel.late order=o-1
                now 14:00
                15:00 app.login
                now 15:00
                settle 15:00
                16:00 call.made order=o-1
                now 16:00
                17:00 app.login
                now 17:10
                settle 17:00
                """,
            expected: "14:00 opened r o-1 [e1]\n16:00 withdrawn overtaken by e3 r o-1 [e1]", kept: "e3"),
        SettlingCase(
            sentence: "A window function keeps what it may still look at",
            rules: PageCase.rule("r", "when 3 parcel.late within 4h"),
            story: """
                05:00 parcel.late order=o-1
                09:00 parcel.late order=o-2
                10:00 parcel.late order=o-3
                now 10:00
                settle 10:00
                11:00 parcel.late order=o-4
                now 11:00
                """, expected: "11:00 opened r [e2 e3 e4]", kept: "e2 e3 e4"),
        SettlingCase(
            sentence: "A fact keeps its latest event, and what it was before",
            rules: PageCase.rule(
                "r", "when app.login while customer.tier = \"gold\" and previous customer.tier = \"tin\"",
                say: "{customer.tier}"),
            story: """
                06:00 customer.updated tier=old
                07:00 customer.updated tier=tin
                08:00 customer.updated tier=gold
                08:30 customer.updated tier=gold
                09:00 customer.updated tier=gold
                now 09:00
                settle 09:00
                10:00 app.login
                now 10:00
                """, expected: "10:00 opened r [e6]", kept: "e2 e3 e5 e6"),
        SettlingCase(
            sentence: "A stage has been since the event that began it, not since one before",
            rules: "journey customer.way\n stage seen from app.login\n stage late from parcel.late\n"
                + PageCase.rule("r", "when 1h after customer.way_since"),
            story: """
                06:00 app.login
                07:00 parcel.late order=o-1
                08:00 parcel.late order=o-2
                08:00 app.login
                08:00 parcel.late order=o-3
                now 08:30
                settle 08:00
                08:10 parcel.late order=o-4
                now 09:00
                """, expected: "09:00 opened r [e4]", kept: "e1 e2 e3 e4 e5 e6"),
        SettlingCase(
            sentence: "A date that is known is waited for",
            rules: PageCase.rule("r", "per order when 1h before order.promised_at unless parcel.arrived"),
            story: """
                06:00 order.placed order=o-1 promised_at=18:00
                07:00 order.placed order=o-2 promised_at=18:00
                08:00 parcel.arrived order=o-2
                now 09:00
                settle 08:00
                now 17:00
                """, expected: "17:00 opened r o-1 [e1]", kept: "e1 e2 e3"),
        SettlingCase(
            sentence: "A score stands for all that has moved it",
            rules: "score customer.mood half-life 10d\n add -3 for parcel.late\n"
                + PageCase.rule("r", "when customer.mood falls below -8"),
            story: """
                06:00 parcel.late order=o-1
                07:00 parcel.late order=o-2
                now 07:00
                settle 07:00
                08:00 parcel.late order=o-3
                now 08:00
                """, expected: "08:00 opened r [e1 e2 e3]", kept: "e1 e2 e3"),
        SettlingCase(
            sentence: "What a gate ended later was open till then",
            rules: "quiet rule r 08:00-20:00\n" + PageCase.rule("r", "when parcel.late expire after 1h"),
            story: """
                10:00 parcel.late order=o-1
                now 10:00
                10:30 app.login
                now 16:00
                settle 10:30
                12:00 parcel.late order=o-2
                now 16:10
                """, expected: "10:00 held quiet r [e1]\n16:00 missed quiet r [e1]", kept: "e1 e3"),
        SettlingCase(
            sentence: "What was open and over before it was a task may be true after all: it settles later",
            rules: PageCase.rule("r", "per order when 1h before order.promised_at expire after 1h"),
            story: """
                06:00 order.placed order=o-1 promised_at=09:00
                09:00 app.login
                12:00 order.placed order=o-1 promised_at=18:00
                now 12:00
                settle 09:00 not yet
                12:00 order.placed order=o-1 promised_at=09:00
                now 12:10
                settle 12:00
                """, expected: "12:10 missed r o-1 [e1]", kept: "e3 e4"),
        SettlingCase(
            sentence: "What a person answered ends a task of a date that comes again",
            rules: PageCase.rule("r", "per order when 1h before order.promised_at"),
            story: """
                06:00 order.placed order=o-1 promised_at=07:00
                now 06:00
                06:00 order.placed order=o-1 promised_at=20:00
                now 06:10
                06:30 task.dismissed task=@r/e1
                now 06:30
                settle 06:30
                08:00 order.placed order=o-1 promised_at=07:00
                now 08:00
                """,
            expected: "06:00 opened r o-1 [e1]\n06:10 withdrawn late-evidence by e2 r o-1 [e1]", kept: "e1 e2 e3 e4"),
        SettlingCase(
            sentence: "What a person answered ends a task that opens later",
            rules: PageCase.rule("r", "per order when parcel.late unless call.made within 4h again after 2d"),
            story: """
                10:00 parcel.late order=o-1
                11:00 task.done task=@r/e1
                now 11:00
                settle 11:00
                now 15:00
                """, expected: "", kept: "e1 e2"),
    ]

    @Test("What nobody may look at any more leaves", arguments: leavingCases)
    func leaving(_ page: SettlingCase) throws { try check(page) }
}
