import Events
import Testing

@testable import RuleLanguage

/// What outcomes and touches mean once they are checked.
@Suite struct OutcomeMeaningTests {
    static let vocabulary = """
        event delivery.delayed   order text  days number
        event review.submitted   order text  score number
        event complaint.filed    order text optional
        event call.completed     outcome text  touch text optional
        event call.received
        event chat.opened
        define contact = call.completed where outcome = "spoke"

        """

    private func program(_ text: String) throws -> Program {
        let source = Source(path: "x.rules", text: Self.vocabulary + text)
        let compilation = compile([source])
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        try #require(errors.isEmpty, "\(errors.map { render($0, [source]) }.joined())")
        return try #require(compilation.program)
    }

    static let page = """
        let patience = 4h

        outcome unhappy "A bad review, or a complaint"
          per    order
          when   (review.submitted where score <= 2) or complaint.filed
          among  review.submitted
          within 60d

        touch ours   = contact
        touch theirs = call.received or chat.opened

        """

    @Test func thePageReads() throws {
        let program = try program(Self.page)
        let outcome = try #require(program.outcomes.first)
        let names = { (pattern: Pattern?) in (pattern?.alternatives ?? []).map { program.schema.types[$0.type].name } }
        #expect(program.outcomes.count == 1)
        #expect(outcome.name == "unhappy")
        #expect(outcome.title == "A bad review, or a complaint")
        #expect(!outcome.isGood)
        #expect(outcome.taskClass == .recovery)
        #expect(outcome.keys == ["order"])
        #expect(outcome.within == .days(60))
        #expect(names(outcome.pattern) == ["review.submitted", "complaint.filed"])
        #expect(names(outcome.among) == ["review.submitted"])
        #expect(names(program.touches.ours) == ["call.completed"])
        #expect(names(program.touches.theirs) == ["call.received", "chat.opened"])
    }

    @Test func whatIsNotSaidIsSoByDefault() throws {
        let program = try program(#"outcome happy "Five stars" good within 1d when review.submitted where score = 5"#)
        let outcome = try #require(program.outcomes.first)
        #expect(outcome.isGood)
        #expect(outcome.taskClass == .relationship)
        #expect(outcome.keys == [])
        #expect(outcome.among == nil)
        #expect(program.touches == Touches())
    }

    @Test(arguments: [
        "per order when complaint.filed within 60d among review.submitted",
        "among review.submitted within 60d when complaint.filed per order",
        "within 60d per order among review.submitted when complaint.filed",
    ])
    func thePartsStandInAnyOrder(_ parts: String) throws {
        let outcome = try #require(try program("outcome x \"X\" " + parts).outcomes.first)
        let first = try #require(
            try program("outcome x \"X\" per order when complaint.filed among review.submitted within 60d").outcomes
                .first)
        #expect(outcome == first)
    }

    @Test func aNamedDurationMayStandInWithin() throws {
        let program = try program("let horizon = 30d outcome x \"X\" when complaint.filed within horizon")
        #expect(program.outcomes.first?.within == .days(30))
    }

    @Test func outcomesStandByTheirNamesAndAreToldAsWritten() throws {
        let program = try program(
            """
            outcome b "B" when complaint.filed within 1d
            outcome a "A" when complaint.filed within 1d
            """)
        #expect(program.outcomes.map(\.name) == ["a", "b"])
        #expect(program.outcomesAsWritten.map { program.outcomes[$0].name } == ["b", "a"])
    }

    @Test func aKeyMayBeCarriedByOtherEventsAlone() throws {
        let program = try program("outcome x \"X\" per order when chat.opened within 1d")
        let type = try #require(program.schema.index(of: "delivery.delayed"))
        #expect(program.outcomes.first?.keys == ["order"])
        #expect(program.outcomes.first?.keySlots[type] == [0])
    }

    @Test func whatBeginsAnInstanceIsUsed() throws {
        let rule = "rule r \"R\" when chat.opened task recovery to care say \"Call.\"\n"
        func unused(_ text: String) -> [String] {
            let source = Source(path: "x.rules", text: Self.vocabulary + rule + text)
            return compile([source]).diagnostics.filter { ["unused-event", "unused-words"].contains($0.code) }.map(
                \.message)
        }
        #expect(unused("") == ["nobody uses 5 of the words that this file declares"])
        let keyed = unused("outcome x \"X\" per order when complaint.filed within 1d")
        #expect(keyed == ["nobody uses the event `call.received`"])
        #expect(unused("outcome x \"X\" when complaint.filed within 1d") == [])
    }

    // MARK: The words elsewhere

    @Test func fieldsMayBeCalledSo() throws {
        let program = try program(
            """
            event talk.held
              outcome text
              touch text optional
              among text optional
              good boolean
              ours number
            rule r "R"
              when talk.held where outcome = "bad" and touch = "x" and not good and ours > 2 and among is missing
              task recovery to outcome
              say "Call."
            test "a talk"
              at 2026-03-02T10:00Z talk.held customer c
                outcome bad
                touch "x" good false
                ours 3
                expect task r customer c
            outcome o "O" when talk.held within 1d
            touch ours = talk.held
            """)
        #expect(program.rules.first?.task.queue == .name("outcome"))
        #expect(program.tests.first?.steps.count == 2)
        #expect(program.outcomes.map(\.name) == ["o"])
        #expect(program.touches.ours != nil)
    }

    // MARK: What depends on them

    @Test func noFingerprintAsksForThem() throws {
        let rule = "rule r \"R\" when delivery.delayed task recovery to care say \"Call.\"\n"
        let without = try program(rule)
        let with = try program(rule + Self.page)
        #expect(with.canonicalForm == without.canonicalForm)
        #expect(with.outreachForm == without.outreachForm)
        #expect(without.outcomesForm == "")
    }

    @Test(arguments: [
        ("unhappy", "sad"), ("per    order", ""), ("score <= 2", "score < 2"), ("among  review.submitted", ""),
        ("60d", "30d"), ("complaint\"", "complaint\" good"), ("= contact", "= chat.opened"),
        ("theirs = call.received", "theirs = call.completed"), ("A bad", "Bad"),
    ])
    func eachPartIsInTheirForm(_ old: String, _ new: String) throws {
        let changed = Self.page.replacing(old, with: new)
        #expect(changed != Self.page)
        #expect(try program(changed).outcomesForm != program(Self.page).outcomesForm)
    }

    @Test func theirFormKnowsNoPlace() throws {
        let turned = Self.page.split(separator: "\n\n").reversed().joined(separator: "\n")
        #expect(try program(turned).outcomesForm == program(Self.page).outcomesForm)
    }

    @Test func aRuleOfTheSameClassTellsHowItIsJudged() throws {
        let program = try program(
            Self.page + """
                rule late "Late" per order when delivery.delayed task recovery to care say "Call."
                rule note "Note" when chat.opened task relationship to care say "Write."
                """)
        let late = try #require(program.rules.firstIndex { $0.name == "late" })
        #expect(
            program.description(ofRule: late).notes.last
                == "Whether it was right is told afterwards by “unhappy”: a review.submitted with score at most 2 or a "
                + "complaint.filed of the same order within 60 days, among tasks that a review.submitted follows.")
        let note = try #require(program.rules.firstIndex { $0.name == "note" })
        #expect(!program.description(ofRule: note).notes.contains { $0.contains("unhappy") })
    }

    // MARK: Layout

    @Test func theLayoutIsThatOfThePage() throws {
        let crowded = Self.page.split { $0.isWhitespace }.joined(separator: " ")
        #expect(format(Source(path: "x.rules", text: crowded)).text == Self.page.trimmedEnd)
    }

    @Test func commentsStayWithTheirParts() throws {
        let text = """
            outcome unhappy "A bad review" good  # what we hope for
              per    order
              # of any kind
              when   complaint.filed  # all of them
              within 60d

            """
        #expect(format(Source(path: "x.rules", text: text)).text == text)
    }
}

extension String {
    /// With one line end at its end.
    fileprivate var trimmedEnd: String {
        var text = self
        while text.hasSuffix("\n\n") { text.removeLast() }
        return text
    }
}
