import Events
import Testing
import TestSupport

@testable import RuleLanguage

/// The canonical form of programs. `RECORD=1 swift test --filter CanonicalForm` writes down the forms of now: a change of
/// one that is there already makes every customer be folded anew, and is a new version of the form.
@Suite struct CanonicalFormTests {
    static let folder = GoldenFolder("RuleLanguageTests/Canonical")

    @Test(arguments: folder.names) func isWrittenExactlySo(_ name: String) throws {
        let form = try program(text(name)).canonicalForm
        #expect(form == (try Self.folder.expected(name, recording: form)))
    }

    /// The forms of the folder use each word there is.
    @Test func theGoldenFormsHaveEveryWord() throws {
        let forms = try Self.folder.names.map { try program(text($0)).canonicalForm }.joined()
        let words: [StaticString] =
            FieldType.allCases.map(\.canonicalWord) + TriggerMode.allCases.map(\.canonicalWord)
            + TaskClass.allCases.map(\.canonicalWord) + Priority.allCases.map(\.canonicalWord)
            + EnvelopeField.allCases.map(\.canonicalWord) + WindowFunction.allCases.map(\.canonicalWord)
            + BinaryOperator.allCases.map(\.canonicalWord)
            + [
                "not", "negative", "in", "is-missing", "is-present", "missing", "field", "envelope", "anchor",
                "customer-id", "key-id", "fact", "match", "date", "yearly", "event", "strictly", "loosely", "ever",
                "keep", "again", "after", "expire", "true", "duration",
            ]
        let used = Set(forms.split { " ()\n".contains($0) }.map(String.init))
        for word in words { #expect(used.contains("\(word)"), "no golden form has the word \(word)") }
    }

    // MARK: What does not matter

    @Test func isTheSameInWhateverOrderItIsDeclared() throws {
        let whole = try program(text("page"))
        let lines = text("page").split(separator: "\n")
        let declarations = lines.reduce(into: [String]()) { parts, line in
            if line.hasPrefix(" ") {
                parts[parts.count - 1] += "\n" + line
            } else {
                parts.append(String(line))
            }
        }
        #expect(declarations.count > 10)
        #expect(try program(declarations.reversed().joined(separator: "\n")).canonicalForm == whole.canonicalForm)
        let apart = compile(declarations.enumerated().map { Source(path: "\($0).rules", text: $1) })
        #expect(try #require(apart.program).canonicalForm == whole.canonicalForm)
    }

    @Test(arguments: folder.names) func isTheSameHoweverItIsLaidOut(_ name: String) throws {
        let source = Source(path: "t.rules", text: text(name))
        let formatted = try #require(format(source).text)
        let crowded = text(name).split { $0.isWhitespace }.joined(separator: " ")
        #expect(try program(formatted).canonicalForm == program(text(name)).canonicalForm)
        #expect(try program("# a word\n\n" + crowded).canonicalForm == program(text(name)).canonicalForm)
    }

    @Test func testsAndNamesForPeopleAreNotInIt() throws {
        let with = text("page") + "test \"t\"\n at 2026-03-02T10:00Z order.canceled customer c order o\n"
        #expect(try program(with).canonicalForm == program(text("page")).canonicalForm)
        let renamed = text("page").replacing("contact", with: "spoken").replacing("delay.", with: "late.")
            .replacing("as delay", with: "as late")
        #expect(renamed != text("page"))
        #expect(try program(renamed).canonicalForm == program(text("page")).canonicalForm)
    }

    // MARK: What does

    @Test(arguments: [
        ("Europe/London", "Europe/Paris"), ("zone Europe/London", ""), ("days number", "days number optional"),
        ("value number", "value text"),
        ("event order.canceled     order text", "event order.canceled order text x text"),
        ("order text  days number", "days number  order text"),
        ("fact customer.tier     = tier of", "fact customer.tier = zone of"),
        ("of order.placed, order.amended", "of order.placed"), ("rule late-not-told", "rule late"),
        ("Delivery late, customer", "Delivery late; customer"), ("as delay where days >= 1", "as delay where days > 1"),
        ("days >= 1", "days >= 1.0000001"), ("days >= 1", "1 <= days"), ("days >= 1", "days >= 1 or false"),
        ("when    delivery.delayed", "when latest delivery.delayed"),
        ("  looking back 1h", ""),
        ("within 4h", "within 4h1s"), ("  while   customer.tier is missing or customer.tier != \"blocked\"\n", ""),
        ("recovery to", "relationship to"), ("to delivery-care", "to delivery"), ("priority high", ""),
        ("due 2h", ""), ("due 2h", "due 2h1s"), ("days late. Call", "days late! Call"),
        ("{delay.days}", "{delay.order}"),
        ("again after 7d", ""), ("again after 7d", "again after 8d"), ("again after 7d", "again after 7d keep"),
        ("again after 7d", "again after 7d after 5h"), ("strictly ", ""), ("2d before", "2d after"),
        ("2d before", "3d before"),
        ("  keep\n", ""), ("expire after 1d", ""),
        ("relationship to front-desk", "relationship to front-desk priority low"),
        ("outcome = \"spoke\"", "outcome = \"spoken\""),
        ("or delivery.delivered or order.canceled", "or delivery.delivered"),
    ])
    func changesWithWhatItSays(before: String, after: String) throws {
        let changed = text("page").replacing(before, with: after, maxReplacements: 1)
        #expect(changed != text("page"))
        // Without the clause that speaks of it, an alias has no field.
        let mended =
            changed.contains("as delay") ? changed : changed.replacing("{delay.order} is {delay.days}", with: "is")
        #expect(try program(mended).canonicalForm != program(text("page")).canonicalForm)
    }

    /// Every stored property of a rule and of its parts is named here, so that a new one cannot be forgotten.
    @Test func noPropertyOfARuleIsForgotten() throws {
        let base = try program(text("page"))
        let rule = base.rules[0]
        let hour = RuleDuration.elapsed(.hours(1))
        let pattern = Pattern(alternatives: [Pattern.Alternative(type: 2, condition: nil)])
        let changes: [String: (inout Rule) -> Void] = [
            "name": { $0.name = "n" }, "title": { $0.title = "t" }, "keys": { $0.keys = ["other"] },
            "keySlots": { $0.keySlots = KeySlots(keys: 1, types: 0, carriers: [:]) },
            "trigger": { $0.trigger = .date(fact: 0, offset: .none) }, "unless": { $0.unless = [] },
            "after": { $0.after = hour }, "whileConditions": { $0.whileConditions = [] },
            "task": { $0.task.queue = .name("q") }, "say": { $0.say = [] }, "keep": { $0.keep = true },
            "again": { $0.again = nil }, "expire": { $0.expire = hour },
            "pause": { $0.pause = Pause(from: pattern, until: pattern) },
            "outreach": { $0.outreach.priorities = [.init(priority: .low, condition: .literal(.boolean(true)))] },
        ]
        try expectDifferent(rule, changes, except: ["range", "alias"]) { changed in
            var program = base
            program.rules[0] = changed
            return program.canonicalForm
        }
        // What becomes of a verdict is decided anew each time.
        let ofOutreach: [String: (inout Outreach) -> Void] = [
            "priorities": { $0.priorities = [.init(priority: .low, condition: .literal(.boolean(true)))] }
        ]
        try expectDifferent(
            rule.outreach, ofOutreach, except: ["holdoutPercent", "surge", "escalations"]
        ) { changed in
            var program = base
            program.rules[0].outreach = changed
            return program.canonicalForm
        }
        let ofUnless: [String: (inout Unless) -> Void] = [
            "pattern": { $0.pattern = pattern }, "strictly": { $0.strictly = true }, "within": { $0.within = hour },
            "lookingBack": { $0.lookingBack = nil }, "forCustomer": { $0.forCustomer = true },
        ]
        try expectDifferent(rule.unless[0], ofUnless) { changed in
            var program = base
            program.rules[0].unless[0] = changed
            return program.canonicalForm
        }
        let ofTask: [String: (inout TaskTemplate) -> Void] = [
            "taskClass": { $0.taskClass = .relationship }, "queue": { $0.queue = .name("q") },
            "priority": { $0.priority = .low },
            "due": { $0.due = nil },
        ]
        try expectDifferent(rule.task, ofTask) { changed in
            var program = base
            program.rules[0].task = changed
            return program.canonicalForm
        }
    }

    @Test func noPropertyOfAWindowIsForgotten() throws {
        let base = try program(text("page"))
        let pattern = Pattern(alternatives: [Pattern.Alternative(type: 2, condition: nil)])
        let hour = RuleDuration.elapsed(.hours(1))
        let window = Window(function: .sum, pattern: pattern, field: [TypedSlot(type: 4, slot: 0)], within: hour)
        let ofWindow: [String: (inout Window) -> Void] = [
            "function": { $0.function = .min }, "pattern": { $0.pattern = Pattern(alternatives: []) },
            "field": { $0.field = [] }, "within": { $0.within = .elapsed(.zero) },
            "since": { $0.since = pattern }, "forCustomer": { $0.forCustomer = true },
        ]
        try expectDifferent(window, ofWindow) { changed in
            var program = base
            program.rules[0].whileConditions = [.window(changed)]
            return program.canonicalForm
        }
    }

    private func expectDifferent<Part>(
        _ part: Part, _ changes: [String: (inout Part) -> Void], except: Set<String> = [], form: (Part) throws -> String
    ) throws {
        let properties = Set(Mirror(reflecting: part).children.compactMap(\.label))
        #expect(properties == Set(changes.keys).union(except))
        let before = try form(part)
        for (property, change) in changes {
            var changed = part
            change(&changed)
            #expect(try form(changed) != before, "\(Part.self).\(property)")
        }
    }

    /// What becomes of a verdict is asked anew of the program each time, so that a new route folds nothing again.
    @Test func routesAndGatesAreNotInIt() throws {
        let gates = """

            route recovery to desk
            inhibit relationship while recovery
            budget any 1 within 1d
            quiet any 20:00-08:00
            """
        let (before, after) = (try program(text("page")), try program(text("page") + gates))
        #expect(after.canonicalForm == before.canonicalForm)
        #expect(after.routes.count == 1)
        #expect(after.gates.budgets.count == 1)
    }

    // MARK: How it is made

    @Test func pieceByPieceIsTheWhole() throws {
        let program = try program(text("expressions"))
        var pieces: [[UInt8]] = []
        program.writeCanonicalForm { pieces.append($0) }
        #expect(String(decoding: pieces.joined(), as: UTF8.self) == program.canonicalForm)
        #expect(
            pieces.count == 1 + program.schema.types.count + program.facts.count + program.calendars.count
                + program.rules.count)
        #expect(pieces.allSatisfy { $0.last == UInt8(ascii: "\n") })
    }

    @Test func namesThatLookLikeSignsAreTexts() {
        var form = CanonicalForm(Program())
        for name in ["a.b-c_9", "Größe", "", "a b", "a(", "\"", "\u{7f}"] as [Text] {
            form.name(name)
            form.space()
        }
        #expect(String(decoding: form.bytes, as: UTF8.self) == #"a.b-c_9 Größe "" "a b" "a(" "\"" "\u{7f}" "#)
    }

    @Test func anExpressionOfAnyDepthIsWritten() throws {
        var deep = Expression.literal(.boolean(true))
        for _ in 0..<5_000 { deep = .not(deep) }
        var program = try program(text("page"))
        program.rules[0].whileConditions = [deep]
        #expect(program.canonicalForm.contains("(not (not (not"))
    }

    private func text(_ name: String) -> String { (try? Self.folder.rules(name)) ?? "" }

    private func program(_ text: String) throws -> Program {
        let compilation = compile([Source(path: "t.rules", text: text)])
        let program = compilation.program
        return try #require(program, "\(compilation.diagnostics.map { render($0, compilation.sources) })")
    }
}
