import Testing

@testable import Board

@Suite("What is asked for")
struct RouteTests {
    @Test(
        "An address names a screen",
        arguments: [
            ("/", Route.open(ListView())), ("/task/3fb2", .task("3fb2", from: ListView())),
            ("/next?queue=care", .calls(queue: "care")),
            ("/call/3fb2?queue=a%26b", .call("3fb2", queue: "a&b")), ("/coming", .coming(hours: 24)),
            ("/coming?hours=4", .coming(hours: 4)), ("/coming?hours=999999", .coming(hours: 744)),
            ("/coming?hours=-1", .coming(hours: 1)), ("/held", .held), ("/gone?find=o-9", .gone(find: "o-9")),
            ("/status", .status), ("/report", .report), ("/report/page", .reportPage), ("/board.css", .asset(.style)),
            ("/stream", .stream),
            ("/fates?id=a&id=b", .fates(["a", "b"])), ("/task/..%2f..%2fetc", .task("../../etc", from: ListView())),
        ])
    func pages(target: String, route: Route) {
        #expect(Route.of(method: "GET", target: target) == .success(route))
        #expect(Route.of(method: "HEAD", target: target) == .success(route))
    }

    @Test(
        "An answer is sent",
        arguments: [
            ("/next", Route.takeNext), ("/task/3fb2/claim", .answer(task: "3fb2", .claim)),
            ("/task/3fb2/reached", .answer(task: "3fb2", .reached)), ("/undo/1", .undo("1")),
        ])
    func answers(target: String, route: Route) {
        #expect(Route.of(method: "POST", target: target) == .success(route))
    }

    @Test(
        "What is no address, or is asked for in another way, is told from what is there",
        arguments: [
            ("GET", "/nowhere", Route.Refusal.nothing), ("GET", "/task", .nothing),
            ("GET", "/task/1/claim/x", .nothing),
            ("GET", "", .nothing), ("GET", "*", .nothing), ("GET", "/%ff", .nothing), ("GET", "/%4", .nothing),
            ("GET", "/task/1/claim", .method(allowed: "POST")), ("POST", "/held", .method(allowed: "GET, HEAD")),
            ("DELETE", "/held", .method(allowed: "GET, HEAD")), ("PUT", "/undo/1", .method(allowed: "POST")),
            ("POST", "/task/1/destroy", .nothing), ("OPTIONS", "/nowhere", .nothing),
        ])
    func refusals(method: String, target: String, refusal: Route.Refusal) {
        #expect(Route.of(method: method, target: target) == .failure(refusal))
    }

    @Test("All that a list shows stands in its address")
    func listView() {
        var view = ListView()
        view.find = "lamp & o-9"
        view.queue = "care"
        view.customer = "c-1"
        view.who = .person("bob")
        view.withAsleep = true
        let query = view.query(page: 3).filter { !$0.value.isEmpty }
            .map { "\($0.name)=\($0.value.replacing(" ", with: "+").replacing("&", with: "%26"))" }
        view.page = 3
        #expect(Route.of(method: "GET", target: "/?" + query.joined(separator: "&")) == .success(.open(view)))
    }

    @Test(
        "Who has the tasks of a list is anybody, whoever looks, nobody or somebody by name",
        arguments: [
            ("who=", ListView.Who.anybody), ("who=@me", .me), ("mine=1", .me), ("mine=0", .anybody),
            ("who=@nobody", .nobody), ("who=nobody", .person("nobody")),
        ])
    func who(query: String, who: ListView.Who) {
        #expect(ListView(formFields(query)).who == who)
        #expect(ListView.Who(who.word) == who)
    }

    @Test(
        "A form is read as browsers write it",
        arguments: [
            ("a=1&b=2", [("a", "1"), ("b", "2")]), ("a=x+y%2Bz", [("a", "x y+z")]), ("a", [("a", "")]),
            ("a=b=c", [("a", "b=c")]), ("", []), ("&&", []), ("n=%F0%9F%91%8B", [("n", "👋")]),
            ("n=%ff&m=1", [("m", "1")]),
        ] as [(String, [(String, String)])])
    func form(text: String, fields: [(String, String)]) {
        #expect(formFields(text).elementsEqual(fields) { $0.name == $1.0 && $0.value == $1.1 })
    }

    @Test(
        "An answer that a page of another site sends is told",
        arguments: [
            ("same-origin", nil, false), ("none", nil, false), ("cross-site", nil, true), ("same-site", nil, true),
            (nil, "http://localhost:8080", false), (nil, "https://localhost:8080", false),
            (nil, "http://evil.test", true),
            (nil, "null", true), (nil, nil, false), ("cross-site", "http://localhost:8080", true),
            (nil, "http://localhost:8080.evil.test", true), (nil, "ftp://localhost:8080", true),
        ] as [(String?, String?, Bool)])
    func crossSite(site: String?, origin: String?, isCross: Bool) {
        #expect(isCrossSite(secFetchSite: site, origin: origin, host: "localhost:8080") == isCross)
    }
}
