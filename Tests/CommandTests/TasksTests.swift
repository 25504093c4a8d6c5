import Foundation
import TestSupport
import Testing

/// The list of tasks, and answers to them, as the people use them who work tasks.
@Suite("Tasks")
struct TasksTests {
    // MARK: The list

    @Test("fit a terminal of 80 columns, with what to do on a line of its own")
    func narrow() throws {
        let line = try CommandLine.withTasks(Self.longNames)
        let outcome = try line.onTerminal(["tasks", "--spool", "spool"], columns: 80)
        let lines = outcome.output.split(separator: "\n")
        for line in lines { #expect(line.count <= 80, "\(line)") }
        #expect(lines[0].hasPrefix("TASK      PRIORITY  DUE (Europe/Athens)"))
        #expect(lines[0].contains("QUEUE") && lines[0].contains("CUSTOMER") && lines[0].contains("WHO"))
        #expect(lines[2] == "          Order o-2026-00000009 is 2 days late. Call before they ask.")
    }

    @Test("fit a terminal of 200 columns, a line each")
    func wide() throws {
        let line = try CommandLine.withTasks(Self.longNames)
        let outcome = try line.onTerminal(["tasks", "--spool", "spool"], columns: 200)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 3)
        for line in lines { #expect(line.count <= 200, "\(line)") }
        #expect(lines[1].hasSuffix("Order o-2026-00000009 is 2 days late. Call before they ask."))
    }

    @Test("fit the columns that somebody has set, also in a pipe")
    func columnsThatAreSet() throws {
        let line = try CommandLine.withTasks(Self.longNames)
        let set = try line.shell("COLUMNS=80 outreachd tasks --spool spool").output.split(separator: "\n")
        for line in set { #expect(line.count <= 80, "\(line)") }
        #expect(set[2] == "          Order o-2026-00000009 is 2 days late. Call before they ask.")
        let nonsense = try line.shell("COLUMNS=-1 outreachd tasks --spool spool").output
        #expect(nonsense == (try line.run(["tasks", "--spool", "spool"]).output))
    }

    @Test("are told in the zone that is named, else in the user's, and the zone is said")
    func zone() throws {
        let line = try CommandLine.withTasks()
        let mine = try line.run(["tasks", "--spool", "spool"]).output
        #expect(mine.contains("DUE (Europe/Athens)") && mine.contains("2026-03-02 20:30"))
        let named = try line.run(["tasks", "--spool", "spool", "--zone", "America/New_York"]).output
        #expect(named.contains("DUE (America/New_York)") && named.contains("2026-03-02 13:30"))
        let utc = try line.shell("TZ= outreachd tasks --spool spool").output
        #expect(utc.contains("DUE (UTC)") && utc.contains("2026-03-02 18:30"))
        let id = try #require(line.taskIDs().first)
        let shown = try line.run(["tasks", "show", id, "--spool", "spool", "--zone", "Asia/Tokyo"]).output
        #expect(shown.contains("2026-03-03 01:30  It opened.") && shown.contains("times are those of Asia/Tokyo"))
    }

    @Test("say who has them, and leave out what was put off, unless all are asked for")
    func standing() throws {
        let line = try CommandLine.withTasks()
        let ids = try line.taskIDs()
        try #require(ids.count == 3)
        try line.run(["claim", ids[0], "--by", "kim", "--spool", "spool"])
        try line.run(["snooze", ids[1], "--for", "1d", "--spool", "spool"])
        try line.round()
        let list = try line.run(["tasks", "--spool", "spool"]).output
        #expect(list.contains("kim"))
        #expect(!list.contains(ids[1].prefix(8)))
        #expect(list.contains("1 task put off; --all lists it too"))
        #expect(try line.run(["tasks", "--spool", "spool", "--json"]).output.split(separator: "\n").count == 2)
        let all = try line.run(["tasks", "--spool", "spool", "--all"]).output
        #expect(all.contains("PUT OFF UNTIL") && all.contains(ids[1].prefix(8)))
        let shown = try line.run(["tasks", "show", ids[0], "--spool", "spool"]).output
        #expect(shown.contains("kim has it since "))
        #expect(try line.run(["tasks", "show", ids[1], "--spool", "spool"]).output.contains("It is put off until "))
    }

    @Test("are shown beside what is none, which is named")
    func strange() throws {
        let line = try CommandLine.withTasks()
        _ = try line.folder.folder("spool/tasks/open/zz.json")
        try line.folder.write("{}", to: "spool/tasks/open/aa.json")
        #expect(symlink("/etc/passwd", line.folder.path + "/spool/tasks/open/link.json") == 0)
        for words in [["tasks", "--spool", "spool"], ["tasks", "--spool", "spool", "--json"]] {
            let outcome = try line.run(words)
            #expect(outcome.code == 1)
            #expect(outcome.output.contains("c-42") && outcome.output.contains("c-44"))
            #expect(outcome.error.contains("spool/tasks/open/zz.json: cannot be read: Is a directory"))
            #expect(outcome.error.contains("spool/tasks/open/aa.json: is not the file of a task"))
            #expect(outcome.error.contains("spool/tasks/open/link.json: cannot be read"))
        }
        let id = try #require(line.taskIDs().first)
        #expect(try line.run(["tasks", "show", id, "--spool", "spool"]).code == 0)
        #expect(try line.run(["done", id, "--spool", "spool"]).code == 0)
    }

    @Test(
        "that nobody has are not found by a slip, which is named",
        arguments: [
            (["--queue", "delivry-care"], "no task is for queue 'delivry-care'; did you mean 'delivery-care'?"),
            (["--customer", "c-442"], "no task is about customer 'c-442'; did you mean 'c-42'?"),
            (["--rule", "late-not-tol"], "no task is of rule 'late-not-tol'; did you mean 'late-not-told'?"),
            (["--queue", "elsewhere"], nil), (["--queue", "front-desk"], nil),
        ] as [([String], String?)])
    func slips(_ words: [String], _ said: String?) throws {
        let outcome = try CommandLine.withTasks().run(["tasks", "--spool", "spool"] + words)
        #expect(outcome.code == 0)
        #expect(outcome.error == (said.map { "outreachd: \($0)\n" } ?? ""))
    }

    // MARK: Answers

    @Test("are answered by as much of the id as is unique")
    func prefix() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        let outcome = try line.run(["done", String(id.prefix(8)).uppercased(), "--spool", "spool", "--json"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains(#""task":"\#(id)""#))
        let none = try line.run(["done", "", "--spool", "spool"])
        #expect(none.code == 1)
        #expect(none.error.contains("3 tasks start with ''; write more of the id:\n  "))
        #expect(none.error.contains("\n  \(id.prefix(8))  c-"))
        #expect(line.folder.names("spool/incoming").count == 1)
    }

    @Test("that are not there are refused, with those that may be meant")
    func unknown() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        let slip = String(id.prefix(7)) + (id.dropFirst(7).first == "0" ? "1" : "0")
        let near = try line.run(["claim", slip, "--spool", "spool"])
        #expect(near.code == 1)
        #expect(near.error.contains("there is no task '\(slip)' in spool/tasks; did you mean\n  \(id.prefix(8))  c-"))
        let customer = try line.run(["claim", "c-44", "--spool", "spool"])
        #expect(customer.error.contains("'c-44' is a customer, not a task; the open tasks of this customer:\n  "))
        #expect(customer.error.contains("c-44: Say thanks to c-44.\n"))
        let nothing = try line.run(["claim", "nothing", "--spool", "spool"])
        #expect(
            nothing.error
                == "outreachd: there is no task 'nothing' in spool/tasks; outreachd tasks shows the open ones\n")
        #expect(line.folder.names("spool/incoming").isEmpty)
    }

    @Test("that are done are not done again")
    func twice() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        try line.run(["done", id, "--by", "kim", "--outcome", "she is content", "--spool", "spool"])
        try line.round()
        for command in ["done", "claim", "dismiss"] {
            let again = try line.run([command, id, "--spool", "spool"])
            #expect(again.code == 1)
            #expect(again.error.contains("task \(id.prefix(8)) was done already at 20"))
            #expect(again.error.contains(" (Europe/Athens) by kim: she is content"))
        }
        #expect(line.folder.names("spool/incoming").isEmpty)
    }

    @Test("that were claimed while they were being done ended by who did them")
    func doneAtOnce() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        try line.run(["claim", id, "--by", "lee", "--spool", "spool"])
        try line.run(["done", id, "--by", "kim", "--outcome", "she is content", "--spool", "spool"])
        try line.run(["claim", id, "--by", "ann", "--spool", "spool"])
        try line.round()
        let again = try line.run(["done", id, "--spool", "spool"])
        #expect(again.error.contains("task \(id.prefix(8)) was done already at 20"))
        #expect(again.error.contains(" (Europe/Athens) by kim: she is content"))
        // One turn read all of it: it ends at last.
        let shown = try line.run(["tasks", "show", id, "--spool", "spool"]).output
        let story = shown.split(separator: "\n").compactMap { $0.split(separator: "  ").last.map(String.init) }
        let told = ["It opened.", "lee took it on.", "ann took it on.", "It was done by kim: she is content."]
        #expect(story.filter(told.contains) == told)
        // The list says who ended it, not who had it.
        let closed = try line.run(["tasks", "--closed", "--spool", "spool"]).output.split(separator: "\n")
        #expect(closed.contains { $0.hasPrefix(id.prefix(8)) && $0.contains(" kim ") && !$0.contains(" lee ") })
    }

    @Test("that were withdrawn tell the event that proves it, with what it says")
    func proof() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        let call = Samples.event(
            "call-7", "call.completed", "c-42", "2026-03-02T16:40:00Z", #"{"order":"o-9","outcome":"she knows"}"#)
        try line.folder.write(call, to: "spool/incoming/call.json")
        try line.round(at: "2026-03-02T16:41:00Z")
        let file = try line.folder.read("spool/tasks/closed/\(id).json")
        #expect(file.contains("\"ended_by\": \(call),"))
        let shown = try line.run(["tasks", "show", id, "--spool", "spool"]).output
            .replacing(#/\s+/#, with: " ")
        #expect(shown.contains("(overtaken). At 2026-03-02 18:40 "))
        #expect(shown.contains("told of call.completed: order o-9, outcome she knows (call-7, brought by "))
    }

    @Test("that somebody has are not claimed by another")
    func claimed() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        try line.run(["claim", id, "--by", "kim", "--spool", "spool"])
        try line.round()
        let other = try line.run(["claim", id, "--by", "lee", "--spool", "spool"])
        #expect(other.code == 1)
        #expect(other.error.contains("kim has task \(id.prefix(8)) since 20"))
        let same = try line.run(["claim", id, "--by", "kim", "--spool", "spool"])
        #expect(same.code == 0)
        #expect(same.error.contains("kim has task \(id.prefix(8)) already"))
        #expect(line.folder.names("spool/incoming").isEmpty)
        #expect(try line.run(["done", id, "--by", "lee", "--spool", "spool"]).code == 0)
    }

    @Test("are answered by who is logged in, if nothing else is said")
    func person() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        let user = String(cString: getpwuid(getuid()).pointee.pw_name)
        #expect(try line.run(["claim", id, "--spool", "spool", "--json"]).output.contains(#""by":"\#(user)""#))
        let sudo = try line.shell("SUDO_USER=ann outreachd claim \(id) --spool spool --json")
        #expect(sudo.output.contains(#""by":"ann""#))
    }

    @Test("are not put off into the past")
    func snooze() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        let outcome = try line.run(["snooze", id, "--until", "2020-01-01T00:00Z", "--spool", "spool"])
        #expect(outcome.code == 64)
        #expect(outcome.error.contains("--until 2020-01-01T00:00:00Z is in the past"))
        #expect(line.folder.names("spool/incoming").isEmpty)
    }

    private static let nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups outreachd"

    @Test("say which group may read and answer them", .enabled(if: getuid() == 0))
    func permission() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        let advice = "; members of the group games may: sudo usermod -aG games nobody, then log in anew"
        try line.shell("chmod 755 . spool; chgrp -R games spool/tasks; chmod 750 spool/tasks spool/tasks/*")
        let outer = try line.shell("\(Self.nobody) tasks --spool spool")
        #expect(outer.code == 66 && outer.error.contains(advice))
        try line.shell("chmod 755 spool/tasks; chmod 2750 spool/tasks/open")
        #expect(try line.shell("\(Self.nobody) tasks --spool spool").error.contains(advice))
        try line.shell("chmod 755 spool/tasks/*; chmod 640 spool/tasks/open/*")
        let list = try line.shell("\(Self.nobody) tasks --spool spool")
        #expect(list.code == 1 && list.error.contains(advice))
        try line.shell("chmod 644 spool/tasks/open/*; chgrp games spool/incoming; chmod 3730 spool/incoming")
        let done = try line.shell("\(Self.nobody) done \(id) --spool spool")
        #expect(done.code == 74 && done.error.contains(advice))
        try line.shell("chmod 700 state")
        let state = try line.shell("\(Self.nobody) explain --rules late.rules --customer c-42 --state state")
        #expect(state.code == 66 && state.error.contains("only the user of the daemon may look into it"))
    }

    @Test("tell who may only drop events what there is for feeders", .enabled(if: getuid() == 0))
    func feeder() throws {
        let line = try CommandLine.withTasks()
        try line.shell(
            """
            chmod 755 . spool; chgrp -R games spool/tasks; chmod 750 spool/tasks
            chgrp nogroup spool/incoming; chmod 3730 spool/incoming; chgrp adm spool/rejected; chmod 3750 spool/rejected
            """)
        let list = try line.shell("\(Self.nobody) tasks --spool spool")
        let told = list.error.replacing("\n  ", with: " ")
        #expect(list.code == 66)
        #expect(
            told.contains(
                "; only members of the group games may. You may drop events. outreachd replay --rules PATH FILE says "
                    + "beforehand which would be rejected; those that were lie in spool/rejected, with the reason, for "
                    + "members of the group adm to read"), "\(told)")
        #expect(!told.contains("usermod"))
    }

    @Test("name the group that an access control list lets in", .enabled(if: getuid() == 0))
    func accessList() throws {
        let line = try CommandLine.withTasks()
        let id = try #require(line.taskIDs().first)
        // u::rwx, g::---, g:games:-wx, m::-wx, o::---, as the package has it in incoming/.
        let entries = "(1,7,2**32-1),(4,0,2**32-1),(8,3,60),(16,3,2**32-1),(32,0,2**32-1)"
        let made = try line.shell(
            """
            chmod -R a+rX .; python3 -c 'import os, struct
            os.setxattr("spool/incoming", "system.posix_acl_access",
                struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *e) for e in [\(entries)]))'
            """)
        try #require(made.code == 0, "\(made.error)")
        let done = try line.shell("\(Self.nobody) done \(id) --spool spool")
        #expect(done.error.contains("; members of the group games may: "))
    }

    @Test(
        "name no group whose members may no more", .enabled(if: getuid() == 0),
        arguments: [
            "chgrp games spool/tasks/open; chmod 700 spool/tasks/open", "chmod 750 spool/tasks/open", "chmod 700 spool",
        ])
    func noGroup(modes: String) throws {
        let line = try CommandLine.withTasks()
        try line.shell("chmod -R a+rX .; \(modes)")
        let outcome = try line.shell("\(Self.nobody) tasks --spool spool")
        #expect(outcome.error.contains("Permission denied"))
        #expect(!outcome.error.contains("group"))
    }

    // MARK: Completion

    @Test("and their names are offered to a shell")
    func completion() throws {
        let line = try CommandLine.withTasks()
        let ids = try line.taskIDs().map { String($0.prefix(8)) }.sorted()
        #expect(try offered(line, "done -- positional@0", "outreachd done --spool spool").sorted() == ids)
        let tasks = "outreachd tasks list --spool spool"
        #expect(try offered(line, "tasks list -- --queue", tasks) == ["delivery-care", "front-desk"])
        #expect(try offered(line, "tasks list -- --customer", tasks) == ["c-42", "c-43", "c-44"])
        #expect(try offered(line, "tasks list -- --rule", tasks) == ["late-not-told", "thanks"])
        #expect(try offered(line, "tasks list -- --zone", tasks).contains("Europe/London"))
        #expect(
            try offered(line, "describe -- --rule", "outreachd describe late.rules") == ["late-not-told", "thanks"])
    }

    /// What bash offers behind words that are typed, the last of which is not finished.
    private func typed(_ line: CommandLine, _ words: String...) throws -> [String] {
        try line.run(["--generate-completion-script", "bash"]).output.write(
            toFile: line.folder.path + "/script", atomically: true, encoding: .utf8)
        let outcome = try line.shell(
            #"bash -c '. ./script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; "#
                + #"prev=${COMP_WORDS[COMP_CWORD-1]}; _outreachd outreachd "${!#}" "$prev"; "#
                + #"printf "%s\n" "${COMPREPLY[@]}"' bash outreachd "$@""#, words)
        return outcome.output.split(separator: "\n").map(String.init)
    }

    @Test("and their queues are offered to a shell, whether `list` is written or not")
    func withoutList() throws {
        let line = try CommandLine.withTasks()
        let queues = ["delivery-care", "front-desk"]
        #expect(try typed(line, "tasks", "list", "--spool", "spool", "--queue", "") == queues)
        #expect(try typed(line, "tasks", "--spool", "spool", "--queue", "") == queues)
        #expect(try typed(line, "tasks", "--spool", "spool", "--queue", "f") == ["front-desk"])
        #expect(try typed(line, "tasks", "--spool", "spool", "--customer", "c-4") == ["c-42", "c-43", "c-44"])
        #expect(try typed(line, "tasks", "--qu") == ["--queue"])
        #expect(try typed(line, "tasks", "sh") == ["show"])
        #expect(try typed(line, "tasks", "show", "--js") == ["--json"])
    }

    private func offered(_ line: CommandLine, _ what: String, _ typed: String) throws -> [String] {
        let words = typed.split(separator: " ").count
        let outcome = try line.shell("outreachd ---completion \(what) \(words) 0 \(typed) ''")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    private static let longNames =
        [
            Samples.event(
                "e-1", "delivery.delayed", "https://shop.example/customers/000042", "2026-03-02T10:00:00Z",
                #"{"order":"o-2026-00000009","days":2}"#),
            Samples.event(
                "e-2", "call.completed", "https://shop.example/customers/000044", "2026-03-02T11:00:00Z",
                #"{"outcome":"content"}"#),
        ].joined(separator: "\n") + "\n"
}
