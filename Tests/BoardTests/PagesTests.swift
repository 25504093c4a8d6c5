import Events
import HTML
import Testing

@testable import Board

@Suite("Pages")
struct PagesTests {
    /// Texts as customers, programs and rules may have them.
    static let texts = [
        "\"\u{301} onmouseover=alert(1) x=\"", "<script>alert(1)</script>", "</script><svg onload=alert(1)>",
        "'><img src=x onerror=alert(1)>", "\u{202e}txet desrever\u{2066}", "{{constructor}}", "javascript:alert(1)",
        "a\u{0}b\u{1b}[31m", "&lt;b&gt; &amp;", "-->", String(repeating: "long ", count: 1_000), "👩‍👩‍👧 Zoë 北京 שלום",
    ]

    private func text(_ html: Markup) -> String { String(decoding: html.bytes, as: UTF8.self) }

    /// Every page with a text wherever one may stand.
    private func pages(_ text: String) -> [Markup] {
        var visit = visit(text)
        visit.views = [TeamView(name: text, query: [("queue", text)])]
        visit.customerLink = CustomerLink("https://crm.example/{customer}")
        visit.reachedEndsOthers = true
        visit.trouble = text
        let pending = PendingAnswer(id: text, task: "t-1", person: text, word: "Done", about: text, until: noon)
        visit.pending = [pending]
        var card = TaskCard(
            place: .open, id: "t-1", rule: text, title: text, customer: text, key: text, taskClass: text, queue: text,
            priority: "high", say: text)
        card.standing.owner = text
        card.phone = text
        var held = card
        held.place = .held
        held.standing.heldBy = text
        var gone = card
        gone.place = .closed
        gone.standing.state = "withdrawn"
        gone.standing.because = text
        gone.standing.proof = text
        let event = TaskDetail.Evidence(
            time: noon, type: text, source: text, id: text, data: [(text, text), ("phone", text)], bringer: text)
        let entry = TaskDetail.Entry(at: noon, change: text, because: text, by: text, note: text, who: nil)
        var detail = TaskDetail(
            card: card, evidence: [event], history: [entry], unverified: [text],
            members: [.init(task: text, customer: text)])
        detail.ending = event
        let ended = TaskDetail.Entry(at: noon, change: text, because: text, by: "\(text) \(text)", note: text, who: nil)
        detail.history.append(ended)
        let story = CustomerStory(
            known: [(text, text), ("phone", text)],
            events: [.init(time: noon, type: text, source: text, id: text, fields: text)], earlier: 3,
            waits: [.init(title: text, key: text, text: text)], setAside: text)
        var view = ListView()
        view.find = text
        view.queue = text
        view.customer = text
        var status = ServiceStatus()
        status.attention = [text]
        status.trouble = text
        status.queues = [.init(name: text, open: 1, overdue: 1)]
        status.feeds = [.init(name: text, every: text, heard: nil, silentSince: noon, holds: 2)]
        let wait = Coming.Wait(at: noon, title: text, customer: text, key: text, queue: text, unless: text)
        return [
            OpenPage(visit, ListView(), [card], answered: [pending]).html,
            OpenPage(visit, view, [card], answered: []).html,
            TaskPage(
                visit, detail, others: [card], story: story, whatIf: WhatIf(tasks: ["t-1"], waits: [text]),
                answered: pending
            ).html,
            TaskPage(visit, detail, others: [], story: story, whatIf: nil, answered: nil).html,
            CallPage(
                visit, detail, others: [card], story: story, whatIf: WhatIf(tasks: ["t-1"], waits: [text]), queue: text,
                waiting: 2, answered: nil
            ).html,
            CallsPage(visit, queue: text, [card]).html,
            ComingPage(visit, hours: 4, Coming(waits: [wait], isCut: true)).html,
            HeldPage(visit, [held]).html, GonePage(visit, find: text, [gone]).html,
            StatusPage(visit, status, [card]).html,
            ReportScreen(visit).html,
            NotePage(visit, heading: text, text: text, task: text).html,
        ]
    }

    @Test("mean what they were meant to, whatever stands in them", arguments: texts)
    func hostile(text: String) throws {
        let harmless = pages("harmless").map(self.text)
        for (page, plain) in zip(pages(text), harmless) {
            let page = self.text(page)
            // The same elements and attributes, in the same order.
            #expect(tags(page) == tags(plain))
            #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
            // What is written into a field comes back as it was.
            let shown = page.replacing(#/ value="[^"]*"/#, with: "")
            #expect(!shown.unicodeScalars.contains("\u{202e}"))
        }
    }

    /// The tags of a page without the values of their attributes.
    private func tags(_ page: String) -> [String] {
        // What is a number in one page may be none in the other.
        page.matches(of: /<[^>]*>/).map { String($0.0).replacing(/="[^"]*"/, with: "") }
            .filter { !$0.hasPrefix("<a class href") && !$0.hasPrefix("<option value") && $0 != "</a>" }
            .filter { $0 != "<a href>" }
    }

    @Test(
        "load and send only what is their own",
        arguments: ["https://evil.test/x", "//evil.test", "javascript:alert(1)"])
    func addresses(text: String) {
        for page in pages(text) {
            for match in self.text(page).matches(of: /(?:href|src|action|formaction)="([^"]*)"/) {
                let address = String(match.1)
                #expect(
                    address.hasPrefix("/") && !address.hasPrefix("//") || address.hasPrefix("https://crm.example/")
                        || address.hasPrefix("#"), "\(address)")
            }
        }
    }

    @Test("hold no style and no script of their own, beside the two files")
    func inline() {
        for page in pages("harmless") {
            let page = text(page)
            #expect(!page.contains("<style") && !page.contains(" style="))
            #expect(page.firstMatch(of: /<[^>]* on[a-z]+=/) == nil)
            #expect(page.matches(of: /<script/).count == 1)
        }
    }

    @Test("of 10,000 tasks the first stays small")
    func many() {
        let cards = (0..<10_000).map { number in
            card(
                "\(number)", customer: "c-\(number / 2)", due: .minutes(Int64(number)),
                say: String(repeating: "Order is late, and nobody has told them. ", count: 20))
        }
        let page = OpenPage(visit(), ListView(), cards, answered: []).html
        #expect(page.bytes.count < 200_000)
        #expect(text(page).contains("5000 customers to reach"))
        #expect(text(page).contains("Page 1 of 63"))
    }

    @Test("beyond the last page is the last")
    func lastPage() {
        var view = ListView()
        view.page = 1_000
        let html = text(OpenPage(visit(), view, [card("1")], answered: []).html)
        #expect(html.contains("id=\"t-1\""))
    }

    @Test("A task that somebody has says so, and offers no claim")
    func claimed() {
        let detail = TaskDetail(card: card("1").owned(by: "bob"), evidence: [], history: [])
        let html = text(TaskPage(visit(), detail, others: [], story: nil, whatIf: nil, answered: nil).html)
        #expect(html.contains("<bdi>bob</bdi> has it"))
        #expect(!html.contains("/claim\""))
        let mine = TaskDetail(card: card("1").owned(by: "alice"), evidence: [], history: [])
        let own = text(TaskPage(visit(), mine, others: [], story: nil, whatIf: nil, answered: nil).html)
        #expect(own.contains("You have it"))
        #expect(own.contains("/release\""))
    }

    @Test("A number among the facts is called by a touch")
    func phone() {
        let story = CustomerStory(
            known: [("phone", "+44 1632 960001")], events: [], earlier: 0, waits: [], setAside: nil)
        let detail = TaskDetail(card: card("1"), evidence: [], history: [])
        #expect(call(detail, story: story).contains("href=\"tel:+441632960001\""))
        #expect(call(detail).contains("No telephone number of theirs is known."))
    }

    private func call(_ task: TaskDetail, others: [TaskCard] = [], story: CustomerStory? = nil) -> String {
        var visit = visit()
        visit.reachedEndsOthers = true
        let whatIf = WhatIf(tasks: others.map(\.id), waits: [])
        return text(
            CallPage(visit, task, others: others, story: story, whatIf: whatIf, queue: "", waiting: 0, answered: nil)
                .html)
    }

    @Test("Who calls sees what else is open for the customer")
    func others() {
        let html = call(
            TaskDetail(card: card("1"), evidence: [], history: []),
            others: [card("2", say: "And the lamp."), card("3").asleep(for: .hours(1)).owned(by: "bob")])
        #expect(html.contains("Also open for this customer") && html.contains("And the lamp."))
        #expect(html.contains("bob has it</strong> put off until 15:00"))
        #expect(html.matches(of: /goes when they are reached/).count == 2)
    }

    @Test("What somebody else has is not answered from a call, and what is answered not at all")
    func answers() {
        let his = call(TaskDetail(card: card("1").owned(by: "bob"), evidence: [], history: []))
        #expect(his.contains("Talk to them before you call") && his.contains("Next call <kbd>c"))
        #expect(!his.contains("/task/1/"))
        let pending = PendingAnswer(id: "p", task: "1", person: "alice", word: "Done", about: "c-1", until: noon)
        let detail = TaskDetail(card: card("1").owned(by: "alice"), evidence: [], history: [])
        let mine = text(TaskPage(visit(), detail, others: [], story: nil, whatIf: nil, answered: pending).html)
        #expect(mine.contains("Done by <bdi>alice</bdi>, a moment ago") && !mine.contains("/task/1/"))
    }

    @Test("What can be taken back says until when it is put off, the latest first")
    func undo() {
        var visit = visit()
        var later = PendingAnswer(id: "2", task: "2", person: "alice", word: "Put off", about: "Zoë", until: noon)
        later.putOff = noon + .hours(1)
        visit.pending = [
            PendingAnswer(id: "1", task: "1", person: "alice", word: "Done", about: "Ben", until: noon), later,
        ]
        let html = text(StatusPage(visit, nil, []).html)
        #expect(html.matches(of: /<span>([^<]*)<bdi>/).map(\.1) == ["Put off until 15:00: ", "Done: "])
    }

    @Test("Who leads a team sees who has what")
    func workload() {
        let cards = [
            card("1", due: .hours(-1)), card("2").owned(by: "bob").asleep(for: .hours(1)), card("3").owned(by: "alice"),
            card("4", due: .hours(-2)).owned(by: "bob"),
        ]
        #expect(
            Workload(cards, at: noon).shares == [
                .init(person: "alice", open: 1), .init(person: "bob", open: 2, late: 1, putOff: 1),
                .init(person: nil, open: 1, late: 1),
            ])
        let html = text(StatusPage(visit(), nil, cards).html)
        #expect(
            html.contains("href=\"/?who=bob&amp;asleep=1\"") && html.contains("href=\"/?who=%40nobody&amp;asleep=1\""))
    }

    @Test("Whom something will be about has a link to their record")
    func comingRecord() {
        var visit = visit()
        let wait = Coming.Wait(at: noon, title: "Late", customer: "c/1", key: "", queue: "care", unless: nil)
        #expect(!text(ComingPage(visit, hours: 4, Coming(waits: [wait], isCut: false)).html).contains("crm.example"))
        visit.customerLink = CustomerLink("https://crm.example/{customer}")
        let html = text(ComingPage(visit, hours: 4, Coming(waits: [wait], isCut: false)).html)
        #expect(html.contains("href=\"https://crm.example/c%2F1\""))
    }

    @Test("What somebody ended is found by their name")
    func endedBy() {
        var done = card("1")
        done.place = .closed
        done.standing.endedBy = "Ayşe"
        #expect(GonePage(visit(), find: "ayse", [done, card("2")]).cards.map(\.id) == ["1"])
    }

    @Test("Who has called everybody sees when the next comes back")
    func asleep() {
        let cards = [
            card("1").asleep(for: .hours(1)), card("2", customer: "b", queue: "nights").asleep(for: .hours(2)),
        ]
        let html = text(CallsPage(visit(), queue: "", cards).html)
        #expect(html.contains("Nobody is waiting for a call") && html.contains("2 tasks put off; the next comes back "))
        #expect(html.contains(">15:00</time>"))
        #expect(text(CallsPage(visit(), queue: "nights", cards).html).contains(">16:00</time>"))
    }

    @Test("A sentence that holds a whole letter is set smaller")
    func long() {
        let letter = TaskDetail(card: card("1", say: String(repeating: "long ", count: 50)), evidence: [], history: [])
        #expect(call(letter).contains("<h1 id=\"say\" class=\"long\">"))
        #expect(!call(TaskDetail(card: card("1"), evidence: [], history: [])).contains("class=\"long\""))
    }

    @Test("The event that ended a task is its proof")
    func proof() {
        let entry = TaskDetail.Entry(
            at: noon, change: "withdrawn", because: "overtaken", by: "/crm e-90", note: nil, who: nil)
        let story = CustomerStory(
            known: [],
            events: [.init(time: noon, type: "call.completed", source: "/crm", id: "e-90", fields: "outcome spoke")],
            earlier: 0, waits: [], setAside: nil)
        var over = card("1")
        over.place = .closed
        let detail = TaskDetail(card: over, evidence: [], history: [entry])
        let html = text(TaskPage(visit(), detail, others: [], story: story, whatIf: nil, answered: nil).html)
        #expect(html.contains("call.completed outcome spoke"))
        #expect(html.contains("(/crm e-90)"))
        // Its file keeps it whole; what the daemon knows is not needed.
        var whole = detail
        whole.ending = TaskDetail.Evidence(
            time: noon, type: "call.completed", source: "/crm", id: "e-90", data: [("outcome", "spoke")],
            bringer: "crm-sync")
        let page = text(TaskPage(visit(), whole, others: [], story: nil, whatIf: nil, answered: nil).html)
        #expect(page.contains("<strong><bdi>call.completed</bdi></strong>"))
        #expect(page.contains("/crm e-90, brought by crm-sync"))
    }

    @Test("The script is short")
    func script() {
        #expect(Asset.of(.script).bytes.count(where: { $0 == UInt8(ascii: "\n") }) <= 150)
    }
}
