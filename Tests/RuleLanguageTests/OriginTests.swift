import Events
import Testing

@testable import RuleLanguage

/// Who may say what, as a table: a source, a type, who owns the file, and what becomes of it.
@Suite struct OriginTests {
    static let rules = """
        event call.completed outcome text optional
        event email.sent
        event note.made
        event order.placed
        feed crm     from "/crm", "/old-crm"  brings call.completed, email.sent every 15min
                     by user crm-sync, group crm-team
        feed mail    from "/crm/mail" brings email.sent every 1h by user mailer
        feed shop    from "/shop" brings order.placed every 1h
        answers by group outreachd-desk, user "ada@example.com" deputy outreachd-board
        """

    static func origin(_ rules: String = rules) throws -> Origin {
        try #require(compile([Source(path: "origin.rules", text: rules)]).program).origin
    }

    static func bringer(_ user: Text?, _ groups: Set<Text> = [], isTrusted: Bool = false) -> Bringer {
        Bringer(uid: 1234, user: user, groups: groups, maySayEverything: isTrusted)
    }

    @Test(
        arguments: [
            // Under its own prefix.
            ("/crm/7", "call.completed", "crm-sync", "", nil), ("/crm/7", "call.completed", "kim", "crm-team", nil),
            ("/old-crm", "email.sent", "crm-sync", "", nil),
            // Whatever stands under it is the feed's, of any type: else an identity could be taken before the real event.
            ("/crm/7", "note.made", "eve", "", "what begins with \"/crm\" is said by user crm-sync or group crm-team"),
            ("/crmx", "note.made", "eve", "", "what begins with \"/crm\" is said by user crm-sync or group crm-team"),
            (
                "/crm/7", "nobody.knows", "eve", "",
                "what begins with \"/crm\" is said by user crm-sync or group crm-team"
            ),
            ("/crm/7", "note.made", "crm-sync", "", nil),
            // The longest prefix decides, for both.
            ("/crm/mail/1", "email.sent", "mailer", "", nil),
            ("/crm/mail/1", "email.sent", "crm-sync", "", "what begins with \"/crm/mail\" is said by user mailer"),
            (
                "/crm/mai", "email.sent", "mailer", "",
                "what begins with \"/crm\" is said by user crm-sync or group crm-team"
            ),
            // Elsewhere the type decides: of all who bring it.
            ("/evil", "call.completed", "eve", "", "call.completed is said by user crm-sync or group crm-team"),
            ("/evil", "call.completed", "kim", "crm-team", nil),
            ("/evil", "email.sent", "eve", "", "email.sent is said by user crm-sync, group crm-team or user mailer"),
            ("/evil", "email.sent", "mailer", "", nil), ("/CRM/7", "note.made", "eve", "", nil),
            // A feed that says of nobody whose it is lets everybody speak under its prefix, and brings nothing alone.
            ("/shop/1", "order.placed", "eve", "", nil), ("/shop/1", "call.completed", "eve", "", nil),
            ("/evil", "order.placed", "eve", "", nil), ("/evil", "note.made", "eve", "", nil),
            // A user is not a group of the same name.
            (
                "/crm/7", "call.completed", "crm-team", "",
                "what begins with \"/crm\" is said by user crm-sync or group crm-team"
            ),
            (
                "/crm/7", "call.completed", "eve", "crm-sync",
                "what begins with \"/crm\" is said by user crm-sync or group crm-team"
            ),
        ] as [(Text, Text, Text, Text, String?)])
    func feeds(source: Text, type: Text, user: Text, group: Text, who: String?) throws {
        switch try Self.origin().permission(source: source, type: type, from: Self.bringer(user, [group])) {
        case .allowed: #expect(who == nil)
        case .allowedAs(let name): Issue.record("said by \(name)")
        case .notAllowed(let may): #expect("\(may)" == who)
        }
    }

    static let desk = "is said by group outreachd-desk, user ada@example.com or user outreachd-board"

    @Test(
        arguments: [
            ("/outreachd/tasks", "task.done", "kim", "outreachd-desk", "kim"),
            ("/outreachd/tasks", "task.claimed", "ada@example.com", "", "ada@example.com"),
            ("/evil", "task.snoozed", "kim", "outreachd-desk", "kim"),
            ("/outreachd/tasks", "task.done", "eve", "", "not: an answer \(desk)"),
            ("/evil", "task.dismissed", "crm-sync", "crm-team", "not: an answer \(desk)"),
            ("/evil", "task.of-a-later-day", "eve", "", "not: an answer \(desk)"),
            // Believed of whom it names.
            ("/board", "task.done", "outreachd-board", "", nil),
            ("/board", "task.done", "outreachd-board", "outreachd-desk", nil),
            // A deputy is a user, and a group of that name is not.
            ("/board", "task.done", "eve", "outreachd-board", "not: an answer \(desk)"),
            // Under a feed's prefix the feed must allow it too.
            (
                "/crm/7", "task.done", "kim", "outreachd-desk",
                "not: what begins with \"/crm\" is said by user crm-sync or group crm-team"
            ),
            ("/crm/7", "task.done", "kim", "outreachd-desk,crm-team", "kim"),
            // Where answers come from nobody else says anything, for the identity of an answer could be taken before.
            ("/outreachd/tasks", "note.made", "eve", "", "not: what begins with \"/outreachd/\" \(desk)"),
            ("/outreachd/tasks", "note.made", "kim", "outreachd-desk", nil),
        ] as [(Text, Text, Text, String, String?)])
    func answers(source: Text, type: Text, user: Text, groups: String, saidBy: String?) throws {
        let bringer = Self.bringer(user, Set(groups.split(separator: ",").map { Text(String($0)) }))
        switch try Self.origin().permission(source: source, type: type, from: bringer) {
        case .allowed: #expect(saidBy == nil)
        case .allowedAs(let name): #expect(name.string == saidBy)
        case .notAllowed(let may): #expect("not: \(may)" == saidBy)
        }
    }

    @Test("root and the daemon's own user may say everything, in any name", arguments: ["/crm/1", "/evil", "/board"])
    func trusted(source: Text) throws {
        for type: Text in ["call.completed", "task.done", "note.made"] {
            let permission = try Self.origin().permission(
                source: source, type: type, from: Self.bringer("root", isTrusted: true))
            #expect(permission == .allowed)
        }
    }

    @Test("whom the machine does not know may say what is nobody's")
    func unknown() throws {
        let origin = try Self.origin()
        let stranger = Self.bringer(nil)
        #expect(stranger.name == "uid 1234")
        #expect(origin.permission(source: "/evil", type: "note.made", from: stranger) == .allowed)
        guard case .notAllowed = origin.permission(source: "/crm", type: "note.made", from: stranger) else {
            Issue.record("a stranger speaks for the feed")
            return
        }
    }

    @Test("without `by` and `answers` everybody may say everything, in any name")
    func open() throws {
        let origin = try Self.origin("event a.b\nfeed a from \"/a\" brings a.b every 1h\n")
        #expect(origin.isOpen)
        for (source, type) in [("/a", "a.b"), ("/outreachd/tasks", "task.done"), ("/x", "c.d")] as [(Text, Text)] {
            #expect(origin.permission(source: source, type: type, from: Self.bringer(nil)) == .allowed)
        }
    }

    @Test("without `answers` an answer is believed of whom it names, and a prefix is still the feed's")
    func noAnswers() throws {
        let origin = try Self.origin("event a.b\nfeed a from \"/a\" brings a.b every 1h by user ann\n")
        #expect(origin.permission(source: "/outreachd/tasks", type: "task.done", from: Self.bringer("eve")) == .allowed)
        #expect(
            origin.permission(source: "/a/1", type: "task.done", from: Self.bringer("eve"))
                == .notAllowed(who: .init(what: "what begins with \"/a\"", owners: [.user("ann")])))
    }

    // MARK: In the language

    @Test func whatIsReadIsWhatIsMeant() throws {
        let origin = try Self.origin(
            """
            event call.completed
            feed crm by user crm-sync, group `group` hold 2h every 15min brings call.completed from "/crm", "/x"
            feed a from "/a" brings call.completed every 1h30min
            answers deputy board, "b@d" by group desk
            """)
        #expect(
            origin.feeds == [
                Feed(name: "a", prefixes: ["/a"], types: ["call.completed"], every: .elapsed(.minutes(90))),
                Feed(
                    name: "crm", prefixes: ["/crm", "/x"], types: ["call.completed"], every: .elapsed(.minutes(15)),
                    hold: .elapsed(.hours(2)), owners: [.user("crm-sync"), .group("group")]),
            ])
        #expect(origin.answers == Answers(owners: [.group("desk")], deputies: ["board", "b@d"]))
    }

    /// Their words are words only there.
    @Test func itsWordsAreNamesElsewhere() throws {
        let text = """
            event user.group feed text  answers text  by text  from text  brings text  every text  hold text  deputy text
            define feed = user.group where feed = "x" and answers = "y" and by = "z" and from = "w"
            rule hold "A" when feed as user task recovery to group say "{user.by} {user.hold} {user.deputy}"
            test "t"
              at 2026-03-02T10:00Z user.group customer c feed x answers y by z from w brings b every e hold h deputy d
              at +1h expect task hold customer c
            """
        let compilation = compile([Source(path: "a.rules", text: text)])
        #expect(compilation.diagnostics.map(\.message) == [])
        let formatted = try #require(format(Source(path: "a.rules", text: text)).text)
        #expect(compile([Source(path: "a.rules", text: formatted)]).diagnostics.map(\.message) == [])
    }

    @Test func aFeedIsLaidOutOnOneLineWhereItFits() throws {
        let text =
            "feed  crm from \"/crm\"\n  brings call.completed ,email.sent every 15min\n by user crm-sync, group crm-team\n"
            + "answers  by group outreachd-desk # who\n deputy outreachd-board\n"
            + "feed long from \"/a/prefix/that/is/long\" brings call.completed, email.sent every 15min hold 6h by user crm-sync\n"
        #expect(
            format(Source(path: "a.rules", text: text)).text == """
                feed crm from "/crm" brings call.completed, email.sent every 15min by user crm-sync, group crm-team
                answers by group outreachd-desk  # who
                    deputy outreachd-board
                feed long from "/a/prefix/that/is/long" brings call.completed, email.sent every 15min hold 6h
                    by user crm-sync

                """)
    }

    @Test("who may say what changes no verdict: it is not in the canonical form")
    func canonicalForm() throws {
        let declarations =
            "event call.completed outcome text optional\nevent email.sent\nevent note.made\nevent order.placed\n"
        let without = try #require(compile([Source(path: "a.rules", text: declarations)]).program)
        let with = try #require(compile([Source(path: "a.rules", text: Self.rules)]).program)
        #expect(with.canonicalForm == without.canonicalForm)
    }
}
