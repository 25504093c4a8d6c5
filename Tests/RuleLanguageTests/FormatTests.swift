import Events
import Testing

@testable import RuleLanguage

private func formatted(_ text: String) -> String {
    let (result, mistakes) = format(Source(path: "a.rules", text: text))
    return result ?? mistakes.map(\.message).joined(separator: "\n")
}

/// The tree without its places, so that two layouts of one program are equal.
private func meaning(_ text: String) -> (tree: String, comments: [String], mistakes: [String]) {
    var diagnostics: [Diagnostic] = []
    let tree = parse(Source(path: "a.rules", text: text), file: 0, diagnostics: &diagnostics)
    return (
        tree.declarations.map { describe($0) }.joined(separator: "\n"),
        tree.comments.map { $0.text.split(separator: " ").joined(separator: " ") }, diagnostics.map(\.message)
    )
}

private func describe(_ part: Any) -> String {
    if part is SourceRange { return "" }
    let mirror = Mirror(reflecting: part)
    if mirror.children.isEmpty { return "\(part)" }
    let children = mirror.children.map { child in
        let value = describe(child.value)
        return value.isEmpty ? "" : "\(child.label ?? "")\(value)"
    }
    return "(" + children.filter { !$0.isEmpty }.joined(separator: " ") + ")"
}

@Suite struct FormatTests {
    @Test func theExampleOfTheDesignIsAsItIs() {
        let example = """
            zone Europe/London  # the site's time zone; UTC if absent

            event delivery.delayed   order text  days number  eta time optional
            event delivery.delivered order text
            event customer.updated   tier text optional  zone text optional

            # a named pattern: the team's idea of "we spoke to the customer", over all channels
            define contact = (call.completed where outcome = "spoke") or (email.sent where auto = false)

            # a fact: the latest known value of a field, for a customer or for a key
            fact customer.tier     = tier of customer.updated
            fact order.promised_at = promised_at of order.placed, order.amended

            rule late-not-told "Delivery late, customer not told"
              per     order
              when    delivery.delayed as delay where days >= 1
              unless  contact or delivery.delivered or order.canceled  within 4h  looking back 1h
              while   customer.tier is missing or customer.tier != "blocked"
              task    recovery to delivery-care  priority high  due 2h
              say     "Order {delay.order} is {delay.days} days late. Call before they ask."
              again after 7d

            test "late proof takes the task back"  # +H counts from the test's first instant
              at 2026-03-02T10:00Z  delivery.delayed customer c-1 order o-9 days 2
              at +4h                expect task late-not-told customer c-1 order o-9
              at +4h20min           call.completed   customer c-1 outcome "spoke" happened +3h50min
                                    expect withdrawn late-not-told because late-evidence

            """
        #expect(formatted(example) == example)
        #expect(formatted(example.split(separator: "\n").joined(separator: "\n   ")).contains("\n  per     order\n"))
    }

    @Test func everythingOnOneLineComesApart() {
        #expect(
            formatted(
                "zone UTC rule r \"t\" per a,b when each x.y as z where -n>-1 task recovery to q due 2h say \"{ z.a }\" keep"
            )
                == """
                zone UTC

                rule r "t"
                  per     a, b
                  when    each x.y as z where -n > -1
                  task    recovery to q  due 2h
                  say     "{ z.a }"
                  keep

                """)
    }

    @Test func routesGatesAndWhatARuleSaysOfItsTasks() {
        #expect(
            formatted(
                """
                route recovery where customer.tier="gold" to key-accounts priority urgent due 1h
                route to desk
                inhibit relationship while recovery and 2d after inhibit rule a,b while rule c
                budget any 1 within 7d counting call.completed where outcome="spoke"
                quiet any 20:00 - 08:30 on sat,sun except urgent, high quiet relationship outside support
                rule r "t" when a.b task recovery to q priority urgent if x.y>1,high if x.z,normal due 2h say "."
                holdout 10% even recovery surge 50 within 1h by carrier
                escalate unclaimed after 2h to head escalate undone after 1d to boss priority urgent
                test "t" at 2026-03-02T10:00Z feed crm falls silent expect held r customer c-1 because blind
                at +1h claimed r customer c-1 by "Kim Lee"
                at +2h snoozed r until + 3h
                at +3h expect escalated r to head
                at +4h feed crm is heard
                """) == """
                    route recovery where customer.tier = "gold" to key-accounts  priority urgent  due 1h
                    route to desk
                    inhibit relationship while recovery and 2d after
                    inhibit rule a, b while rule c
                    budget any 1 within 7d counting call.completed where outcome = "spoke"
                    quiet any 20:00-08:30 on sat, sun except urgent, high
                    quiet relationship outside support

                    rule r "t"
                      when    a.b
                      task    recovery to q  priority urgent if x.y > 1, high if x.z, normal  due 2h
                      say     "."
                      holdout 10% even recovery
                      surge 50 within 1h by carrier
                      escalate unclaimed after 2h to head
                      escalate undone after 1d to boss  priority urgent

                    test "t"
                      at 2026-03-02T10:00Z  feed crm falls silent
                                            expect held r customer c-1 because blind
                      at +1h                claimed r customer c-1 by "Kim Lee"
                      at +2h                snoozed r until +3h
                      at +3h                expect escalated r to head
                      at +4h                feed crm is heard

                    """)
    }

    @Test func longLinesAreCutWhereTheLeastIsTornApart() {
        #expect(
            formatted(
                """
                rule r "t"
                  while distinct order of p within 1d > 1 and seen x.y within 1d and min = 3 and (max total of a.b where min < 3 within 2d) is present
                  unless order.placed or order.amended or order.canceled or order.returned or order.lost or order.found within 4h
                """) == """
                    rule r "t"
                      while   distinct order of p within 1d > 1 and seen x.y within 1d and min = 3
                              and (max total of a.b where min < 3 within 2d) is present
                      unless  order.placed or order.amended or order.canceled or order.returned or order.lost
                              or order.found  within 4h

                    """)
    }

    @Test func commentsStayWhereTheyBelong() {
        #expect(
            formatted(
                """
                # about the file


                # about the zone
                zone UTC # here
                # about the rule
                rule r "t"
                # about the key
                     per order   # the key
                  when # what
                    a.b
                    # or that
                    or c.d
                    # still in the rule
                # not in it
                event a.b
                # the end
                """) == """
                    # about the file

                    # about the zone
                    zone UTC  # here

                    # about the rule
                    rule r "t"
                      # about the key
                      per     order  # the key
                      when  # what
                              a.b
                              # or that
                              or c.d
                      # still in the rule

                    # not in it
                    event a.b
                    # the end

                    """)
    }

    @Test func backticksStayWhereANameCouldBeAKeyword() {
        #expect(
            formatted("define `contact` = `when` or `a`.`b` or `order`") == "define contact = `when` or a.b or order\n")
    }

    @Test func whatReadsFromPathsStandsAFieldALine() {
        let example = """
            event order.placed  type "orders/create"  # the type as it stands in the file
              order  text          from order.id  # a path through objects
              total  number        from "line items".0.price
              # who
              name   text optional from customer.first_name
              note   text
              from   text optional

            event order.paid type "orders/paid"  order text  at time optional
            event order.sent order text

            event call.ended
              call  text from id

            """
        #expect(formatted(example) == example)
        let crowded = """
            event a.b type "x" o text from `p`.q n number optional from "s t".0.u event c.d x text
            """
        #expect(
            formatted(crowded) == """
                event a.b  type "x"
                  o  text            from `p`.q
                  n  number optional from "s t".0.u

                event c.d x text

                """)
    }

    /// A value goes up to the next blank, whatever it is made of.
    @Test(arguments: ["(c-1", "c-1(", ",c", "c,", ")", "-(", "+1,", "[x]:"])
    func bracketsAndCommasOfAValueAreLetters(value: String) {
        let test =
            "test \"t\"\n  at 2026-03-20T10:00Z  a.b customer \(value) order \(value) happened 2026-03-10T10:00Z\n"
        #expect(formatted(test) == test)
    }

    @Test func aFileWithMistakesIsNotFormatted() {
        let (text, mistakes) = format(Source(path: "a.rules", text: "rule"))
        #expect(text == nil)
        #expect(mistakes.count == 1)
    }

    @Test func anEmptyFileStaysEmpty() {
        #expect(formatted("") == "")
        #expect(formatted(" \n\n ") == "")
        #expect(formatted("\n\n  # only this  \n\n") == "# only this\n")
    }

    /// On random programs: the same meaning, the same comments, and nothing more to change.
    @Test(arguments: 0..<20)
    func randomProgramsKeepTheirMeaning(part: Int) throws {
        for seed in 0..<50 {
            let program = RandomProgram.text(seed: UInt64(part * 1_000 + seed))
            let before = meaning(program)
            try #require(before.mistakes == [], "\(program)")
            let text = formatted(program)
            let after = meaning(text)
            let isSame = after.tree == before.tree
            try #require(isSame, "\(program)\n=>\n\(text)")
            try #require(after.comments == before.comments, "\(program)\n=>\n\(text)")
            try #require(formatted(text) == text, "\(program)\n=>\n\(text)\n=>\n\(formatted(text))")
        }
    }
}
