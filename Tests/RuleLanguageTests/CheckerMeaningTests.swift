import Events
import Testing

@testable import RuleLanguage

/// What a checked program means: names are slots, short forms are written out, times are absolute.
@Suite struct CheckerMeaningTests {
    static let vocabulary = """
        zone Europe/London
        event delivery.delayed   order text  days number  eta time
        event delivery.delivered order text  code number
        event call.completed     outcome text  order text optional
        event email.sent         auto boolean
        event customer.updated   tier text optional  born date optional
        define contact = (call.completed where outcome = "spoke") or (email.sent where auto = false)
        fact customer.tier = tier of customer.updated
        fact customer.born = born of customer.updated
        fact order.eta     = eta of delivery.delayed

        """

    private func program(_ text: String, vocabulary: String = vocabulary) throws -> Program {
        let source = Source(path: "x.rules", text: vocabulary + text)
        let compilation = compile([source])
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        try #require(errors.isEmpty, "\(errors.map { render($0, [source]) }.joined())")
        return try #require(compilation.program)
    }

    private func rule(_ clauses: String) throws -> (rule: Rule, program: Program) {
        let program = try program("rule late \"Late\" \(clauses) task recovery to care say \"Call.\"")
        return (try #require(program.rules.first), program)
    }

    private func alternatives(_ trigger: Trigger) throws -> [Pattern.Alternative] {
        guard case .event(_, let pattern, _) = trigger else { throw Unexpected() }
        return pattern.alternatives
    }

    private struct Unexpected: Error {}

    private func type(_ name: Text, _ program: Program) throws -> Int { try #require(program.schema.index(of: name)) }

    @Test func theLanguagesOwnTypesComeFirstAndTheDeclaredOnesByName() throws {
        let program = try program("")
        let names = program.schema.types.map(\.name)
        #expect(names.prefix(5) == ["task.claimed", "task.done", "task.dismissed", "task.snoozed", "task.released"])
        #expect(names.count > 6)
        #expect(Array(names.dropFirst(5)) == names.dropFirst(5).sorted())
        #expect(program.zone == "Europe/London")
    }

    @Test func aDefineIsWrittenOut() throws {
        let (rule, program) = try rule("when delivery.delayed unless contact within 4h")
        let ending = try #require(rule.unless.first)
        #expect(
            ending.pattern.alternatives == [
                .init(
                    type: try type("call.completed", program),
                    condition: .binary(.equal, .field(0), .literal(.text("spoke")))),
                .init(
                    type: try type("email.sent", program),
                    condition: .binary(.equal, .field(0), .literal(.boolean(false)))),
            ])
        #expect(ending.within == .elapsed(.hours(4)))
        #expect(ending.lookingBack == .elapsed(.zero))
    }

    @Test func aConditionAtTheEndBelongsToAllAndIsMissingWhereTheEventLacksTheField() throws {
        let (rule, program) = try rule(
            "when (delivery.delayed where days > 1) or delivery.delivered where code = 7 or days = 2")
        let tail = { (code: Expression, days: Expression) in
            Expression.binary(
                .or, .binary(.equal, code, .literal(.number(7))), .binary(.equal, days, .literal(.number(2))))
        }
        #expect(
            try alternatives(rule.trigger) == [
                .init(
                    type: try type("delivery.delayed", program),
                    condition: .binary(
                        .and, .binary(.greater, .field(1), .literal(.number(1))), tail(.missing, .field(1)))),
                .init(type: try type("delivery.delivered", program), condition: tail(.field(1), .missing)),
            ])
    }

    @Test func inWhenTheAliasIsTheEventItselfAndElsewhereTheAnchor() throws {
        let (rule, program) = try rule(
            "when delivery.delayed as delay where delay.days > count (call.completed where order = delay.order) within 1h "
                + "unless call.completed where order = delay.order within 4h while delay.days > 2")
        let delayed = try type("delivery.delayed", program)
        let call = try type("call.completed", program)
        let sameOrder = Expression.binary(.equal, .field(1), .anchorField([TypedSlot(type: delayed, slot: 0)]))
        let calls = Window(
            function: .count, pattern: Pattern(alternatives: [.init(type: call, condition: sameOrder)]), field: [],
            within: .elapsed(.hours(1)))
        #expect(try alternatives(rule.trigger)[0].condition == .binary(.greater, .field(1), .window(calls)))
        #expect(rule.unless[0].pattern.alternatives[0].condition == sameOrder)
        #expect(
            rule.whileConditions == [
                .binary(.greater, .anchorField([TypedSlot(type: delayed, slot: 1)]), .literal(.number(2)))
            ])
    }

    @Test func aDurationAndATimeMayStandEitherWay() throws {
        let sum = Expression.binary(.plus, .field(2), .literal(.duration(.days(3))))
        for text in ["eta + 3d", "3d + eta"] {
            let condition = try alternatives(rule("when delivery.delayed where \(text) > event.time").rule.trigger)[0]
                .condition
            #expect(condition == .binary(.greater, sum, .envelope(.time)))
        }
    }

    @Test func countingIsWrittenOut() throws {
        let (rule, program) = try rule("when each 3 delivery.delayed where days > 1 within 2d across 2 order")
        let alternative = Pattern.Alternative(
            type: try type("delivery.delayed", program), condition: .binary(.greater, .field(1), .literal(.number(1))))
        let counted = Pattern(alternatives: [alternative])
        let count = Window(function: .count, pattern: counted, field: [], within: .elapsed(.days(2)))
        let distinct = Window(
            function: .distinct, pattern: counted, field: [TypedSlot(type: alternative.type, slot: 0)],
            within: .elapsed(.days(2)))
        let condition = Expression.binary(
            .and, .binary(.greater, .field(1), .literal(.number(1))),
            .binary(
                .and, .binary(.greaterOrEqual, .window(count), .literal(.number(3))),
                .binary(.greaterOrEqual, .window(distinct), .literal(.number(2)))))
        #expect(
            rule.trigger
                == .event(
                    mode: .each,
                    pattern: Pattern(alternatives: [.init(type: alternative.type, condition: condition)]),
                    counting: count))
    }

    @Test func dateTriggersCountFromTheirFact() throws {
        let (before, program) = try rule("per order when 2h before order.eta unless contact")
        let eta = try #require(program.facts.firstIndex { $0.name == "order.eta" })
        #expect(before.trigger == .date(fact: eta, offset: .before(.elapsed(.hours(2)))))
        #expect(before.unless[0].within == .elapsed(.zero))
        #expect(before.unless[0].lookingBack == nil)
        #expect(
            try rule("per order when 1d after order.eta").rule.trigger
                == .date(fact: eta, offset: .after(.elapsed(.days(1)))))
        #expect(try rule("per order when at order.eta").rule.trigger == .date(fact: eta, offset: .none))
    }

    @Test func yearlyIsAtNineIfNothingIsSaid() throws {
        let (rule, program) = try rule("when yearly on customer.born unless contact looking back 30d")
        let born = try #require(program.facts.firstIndex { $0.name == "customer.born" })
        #expect(rule.trigger == .yearly(fact: born, minuteOfDay: 540))
        #expect(rule.unless[0].within == .elapsed(.zero))
        #expect(rule.unless[0].lookingBack == .elapsed(.days(30)))
    }

    @Test func aKeyHasItsSlotInEveryTypeThatCarriesIt() throws {
        let (rule, program) = try rule(
            "per order when delivery.delayed while order.eta is present and order.id != \"o\"")
        #expect(rule.keys == ["order"])
        #expect(rule.keySlots[try type("delivery.delayed", program)] == [0])
        #expect(rule.keySlots[try type("call.completed", program)] == [1])
        #expect(rule.keySlots[try type("email.sent", program)] == [nil])
        let eta = try #require(program.facts.firstIndex { $0.name == "order.eta" })
        #expect(
            rule.whileConditions == [
                .binary(
                    .and, .isPresent(.fact(eta, key: 0)), .binary(.notEqual, .key(0), .literal(.text("o"))))
            ])
    }

    @Test func aFieldOfTheSameNameAndAnotherTypeIsNotTheKey() throws {
        let program = try program(
            "event parcel.lost order number rule late \"Late\" per order when delivery.delayed task recovery to care "
                + "say \"Call.\"")
        #expect(program.rules[0].keySlots[try type("parcel.lost", program)] == [nil])
    }

    @Test func whatARuleDoesNotSay() throws {
        let rule = try rule("when delivery.delayed").rule
        #expect(rule.expire == .elapsed(.days(3)))
        #expect(rule.task == TaskTemplate(taskClass: .recovery, queue: .name("care"), priority: .normal, due: nil))
        #expect(rule.keys == [] && rule.after == nil && rule.again == nil && !rule.keep)
    }

    @Test func allFilesAreOneProgram() throws {
        let sources = [
            Source(path: "a.rules", text: "rule late \"Late\" when delay task recovery to care say \"Call.\""),
            Source(path: "b.rules", text: "define delay = slow where days > 1 define slow = delivery.delayed"),
            Source(path: "c.rules", text: "event delivery.delayed days number"),
        ]
        let compilation = compile(sources)
        #expect(compilation.diagnostics.map(\.code) == ["rule-without-test"])
        #expect(compilation.program?.rules.map(\.name) == ["late"])
    }

    @Test func mistakesOfTwoFilesNameEachOther() {
        let sources = ["a.rules", "b.rules"].map { Source(path: $0, text: "event a.b") }
        let said = compile(sources).diagnostics.map { render($0, sources) }
        #expect(
            said == [
                "b.rules:1:7: error: the event type `a.b` is declared twice [declared-twice]\nevent a.b\n      ^~~\nhelp: the first is in a.rules, line 1\n"
            ])
    }
}
