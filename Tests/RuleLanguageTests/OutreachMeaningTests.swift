import Events
import Testing

@testable import RuleLanguage

/// What routes, gates, escalations and their like mean once they are checked.
@Suite struct OutreachMeaningTests {
    static let vocabulary = """
        event delivery.delayed   order text  carrier text  days number  eta time
        event customer.updated   tier text optional  born date optional  zone text optional
        event call.completed     outcome text
        fact customer.tier = tier of customer.updated
        fact customer.born = born of customer.updated
        fact customer.zone = zone of customer.updated
        feed crm from "/crm" brings call.completed every 15min
        rule late "Late" per order when delivery.delayed task recovery to care say "Call."
        rule birthday "Birthday" when yearly on customer.born task relationship to shop say "Write."
        rule apology "Apology" when 2 delivery.delayed within 7d task relationship to desk say "Write."

        """

    private func program(_ text: String) throws -> Program {
        let source = Source(path: "x.rules", text: Self.vocabulary + text)
        let compilation = compile([source])
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        try #require(errors.isEmpty, "\(errors.map { render($0, [source]) }.joined())")
        return try #require(compilation.program)
    }

    private func outreach(_ clauses: String, class taskClass: String = "recovery") throws -> Outreach {
        let text =
            "rule x \"X\" per order when delivery.delayed as delay \(clauses) task \(taskClass) to care say \"Call.\""
        let program = try program(text)
        return try #require(program.rules.first { $0.name == "x" }).outreach
    }

    private static let isGold = Expression.binary(.equal, .fact(1, key: nil), .literal(.text("gold")))

    // MARK: Priorities, routes

    @Test func thePriorityIsTheFirstWhoseConditionIsTrue() throws {
        let program = try program(
            """
            rule x "X" per order when delivery.delayed as delay
              task recovery to care priority urgent if customer.tier = "gold", high if delay.days > 2, low due 2h
              say "Call."
            """)
        let rule = try #require(program.rules.first { $0.name == "x" })
        #expect(rule.outreach.priorities.map(\.priority) == [.urgent, .high])
        #expect(rule.outreach.priorities[0].condition == Self.isGold)
        #expect(rule.task.priority == .low)
        #expect(rule.task.due == .elapsed(.hours(2)))
    }

    @Test func withoutALastOneThePriorityIsNormal() throws {
        let program = try program(
            """
            rule x "X" when delivery.delayed task recovery to care priority high if customer.tier = "gold" say "Call."
            """)
        let rule = try #require(program.rules.first { $0.name == "x" })
        #expect(rule.outreach.priorities.map(\.priority) == [.high])
        #expect(rule.task.priority == .normal)
    }

    @Test func routesStandInTheirOrder() throws {
        let program = try program(
            """
            route recovery where customer.tier = "gold" and task.priority in ("high", "urgent") to key-accounts
              priority urgent due 1h
            route where task.rule = "late" or task.queue = "shop" to desk
            route to rest
            """)
        #expect(program.routes.map(\.queue) == [.name("key-accounts"), .name("desk"), .name("rest")])
        let first = try #require(program.routes.first)
        #expect(first.taskClass == .recovery)
        #expect(first.priority == .urgent)
        #expect(first.due == .elapsed(.hours(1)))
        #expect(
            first.condition
                == .binary(
                    .and, Self.isGold,
                    .isIn(.task(.priority), [.literal(.text("high")), .literal(.text("urgent"))])))
        #expect(
            program.routes[1].condition
                == .binary(
                    .or, .binary(.equal, .task(.rule), .literal(.text("late"))),
                    .binary(.equal, .task(.queue), .literal(.text("shop")))))
        #expect(program.routes[2].condition == nil)
    }

    // MARK: Gates

    @Test func gatesNameTheirTasks() throws {
        let program = try program(
            """
            inhibit relationship while recovery and 2d after
            inhibit rule birthday while rule apology, late
            budget any 2 within 7d counting call.completed where outcome = "spoke"
            budget recovery 1 within 1d
            """)
        // By name: apology, birthday, late.
        #expect(
            program.gates.inhibits == [
                Inhibit(what: .ofClass(.relationship), whileAny: .ofClass(.recovery), after: .days(2)),
                Inhibit(what: .rules([1]), whileAny: .rules([0, 2]), after: nil),
            ])
        let call = try #require(program.schema.index(of: "call.completed"))
        let spoke = Expression.binary(.equal, .field(0), .literal(.text("spoke")))
        #expect(
            program.gates.budgets == [
                Budget(
                    what: .any, most: 2, within: .days(7),
                    counting: Pattern(alternatives: [.init(type: call, condition: spoke)])),
                Budget(what: .ofClass(.recovery), most: 1, within: .days(1), counting: nil),
            ])
    }

    @Test(arguments: [
        ("20:00-08:30", 1200, 510, [0, 1, 2, 3, 4, 5, 6], [Priority]()),
        ("09:00-12:00 on sat, sun", 540, 720, [5, 6], []),
        ("22:00-06:00 on mon-fri except urgent", 1320, 360, [0, 1, 2, 3, 4], [.urgent]),
        ("00:00-24:00 except urgent, high on sun", 0, 1440, [6], [.high, .urgent]),
        ("20:00-00:00", 1200, 0, [0, 1, 2, 3, 4, 5, 6], []),
    ])
    func quietHours(_ written: String, _ from: Int, _ to: Int, _ days: [Int], _ except: [Priority]) throws {
        let quiets = try program("quiet any \(written)").gates.quiets
        #expect(quiets == [QuietHours(what: .any, hours: .daily(from: from, to: to, days: days), except: except)])
    }

    // MARK: In a rule

    @Test func aHoldoutIsAShareInPercent() throws {
        #expect(try outreach("holdout 2.5%", class: "relationship").holdoutPercent == 2.5)
        #expect(try outreach("holdout 50% even recovery").holdoutPercent == 50)
    }

    @Test func aSurgeIsGatheredByAFieldOfTheEventThatStartsTheRule() throws {
        let surge = try #require(try outreach("surge 50 within 1h by carrier").surge)
        let program = try program("")
        let delayed = try #require(program.schema.index(of: "delivery.delayed"))
        #expect(surge == Surge(most: 50, within: .hours(1), by: [TypedSlot(type: delayed, slot: 1)], field: "carrier"))
        #expect(try outreach("surge 5 within 1h").surge == Surge(most: 5, within: .hours(1), by: [], field: nil))
    }

    @Test func behindASurgeMayComeWhatTheRuleIsPer() throws {
        let program = try program(
            "rule x \"X\" surge 5 within 1h per order when delivery.delayed task recovery to care say \"Call.\"")
        let rule = try #require(program.rules.first { $0.name == "x" })
        #expect(rule.keys == ["order"])
        #expect(rule.outreach.surge == Surge(most: 5, within: .hours(1), by: [], field: nil))
    }

    @Test func aSurgeOfADateIsGatheredByAFieldOfTheEventThatSetsTheFact() throws {
        let program = try program(
            "rule x \"X\" when at customer.born task relationship to shop surge 5 within 1d by tier say \"Write.\"")
        let rule = try #require(program.rules.first { $0.name == "x" })
        let updated = try #require(program.schema.index(of: "customer.updated"))
        #expect(rule.outreach.surge?.by == [TypedSlot(type: updated, slot: 0)])
    }

    @Test func aRuleEscalatesAsOftenAsItSays() throws {
        let escalations = try outreach(
            "escalate unclaimed after 2h to supervisor escalate undone after 1d to head priority urgent"
        ).escalations
        #expect(
            escalations == [
                Escalation(condition: .unclaimed, after: .elapsed(.hours(2)), queue: "supervisor", priority: nil),
                Escalation(condition: .undone, after: .elapsed(.days(1)), queue: "head", priority: .urgent),
            ])
    }

    // MARK: Tests

    @Test func aTestSaysWhatPeopleAnswerAndWhatFeedsDo() throws {
        let program = try program(
            """
            test "t"
              at 2026-03-02T10:00Z feed crm falls silent
                                   expect held late customer c-1 order o-9 because blind
              at +1h               claimed late customer c-1 by "Kim Lee"
              at +2h               released late customer c-1 by kim
              at +2h               snoozed late customer c-1 order o-9 until +3h
              at +3h               expect escalated late customer c-1 to supervisor
              at +4h               expect missed late because budget
                                   expect withdrawn late because no-longer
              at +5h               feed crm is heard
            """)
        let steps = try #require(program.tests.first?.steps)
        let late = try #require(program.rules.firstIndex { $0.name == "late" })
        let start = steps[0].at
        let any = TestTask(rule: late, customer: "c-1", key: [nil])
        let keyed = TestTask(rule: late, customer: "c-1", key: [.text("o-9")])
        let bare = TestTask(rule: late, customer: nil, key: [nil])
        #expect(
            steps.map { "\($0.action)" }
                == [
                    TestStep.Action.feedFallsSilent(0), .expectHeld(keyed, because: "blind"),
                    .claimed(any, by: "Kim Lee"), .released(any, by: "kim"),
                    .snoozed(keyed, until: start + .hours(3)), .expectEscalated(any, to: "supervisor"),
                    .expectMissed(bare, because: "budget"), .expectWithdrawn(bare, because: "no-longer"),
                    .feedIsHeard(0),
                ].map { "\($0)" })
    }

    /// Words of the new steps stay names of fields.
    @Test func eventsMayHaveFieldsOfThoseNames() throws {
        let program = try program(
            """
            event desk.noted claimed boolean released text until time feed text held text
            test "t"
              at 2026-03-02T10:00Z desk.noted customer c-1 claimed true released on until +3h feed crm held x
            """)
        guard case .event(let event)? = program.tests.first?.steps.first?.action else {
            Issue.record("no event")
            return
        }
        #expect(event.fields.count == 5)
        #expect(event.fields[0] == .boolean(true))
    }

    /// Rules that were written before the language had these words go on as they are.
    @Test func whatOnceWasANameStaysOne() throws {
        let program = try program(
            """
            event desk.noted quiet boolean budget number any text if text route text surge number by text sat text
            fact customer.quiet = quiet of desk.noted
            fact budget.any = any of desk.noted
            define inhibit = desk.noted where quiet
            feed route from "/r" brings desk.noted every 1h
            rule quiet "Q"
              per budget, route when desk.noted as surge where budget > 3 and quiet and any = "x" and if = "y"
              unless inhibit within 2h
              task recovery to route priority high if surge.if = "x" and customer.quiet
              say "{surge.quiet}"
            rule budget "B" when desk.noted where seen inhibit within 1h task recovery to quiet say "."
            rule any "A" when desk.noted task relationship to inhibit say "." surge 3 within 1h by by
            inhibit rule any while rule quiet, budget
            quiet rule quiet, any 20:00-08:00
            test "t"
              at 2026-03-02T10:00Z feed route falls silent
              at +1h desk.noted customer c-1 quiet true budget 4 any x if y route r surge 1 by b sat s
              at +3h expect task quiet customer c-1 budget 4
              at +4h done quiet customer c-1 budget 4
            """)
        // By name: any, apology, birthday, budget, late, quiet.
        #expect(program.gates.inhibits == [Inhibit(what: .rules([0]), whileAny: .rules([3, 5]), after: nil)])
        #expect(program.gates.quiets.map(\.what) == [.rules([0, 5])])
        #expect(program.tests.first?.steps.count == 4)
    }
}
