import HTML
import Testing

@Suite("HTML")
struct MarkupTests {
    private func written(_ body: (inout Markup) -> Void) -> String {
        var markup = Markup()
        body(&markup)
        return String(decoding: markup.bytes, as: UTF8.self)
    }

    @Test(
        "Text means itself, whatever it holds",
        arguments: [
            ("Ann & Bob <ann@example.com>", "Ann &amp; Bob &lt;ann@example.com&gt;"),
            ("</p><script>alert('x')</script>", "&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            ("&lt;", "&amp;lt;"),
            ("a\nb\tc", "a\nb\tc"),
            ("a\u{0}b\u{1b}c\u{7f}\r", "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}"),
            // A letter with an accent, by itself and beside a sign that takes part in its character.
            ("Zoë \u{1F468}\u{200D}\u{1F469} <\u{338}", "Zoë \u{1F468}\u{200D}\u{1F469} &lt;\u{338}"),
        ])
    func text(text: String, expected: String) {
        #expect(written { $0.text(text) } == expected)
    }

    @Test("An attribute ends where it was meant to end")
    func attributes() {
        let hostile = #"" onclick="alert(1)"#
        #expect(
            written { $0.element(.span, [.a(.title, hostile)], text: "x") }
                == #"<span title="&quot; onclick=&quot;alert(1)">x</span>"#)
        #expect(
            written { $0.empty(.input, [.a(.name, "q"), .flag(.required), .flag(.disabled, false), .a(.value, nil)]) }
                == #"<input name="q" required>"#)
        #expect(written { $0.empty(.circle, [.a(.cx, 3)]) } == #"<circle cx="3"></circle>"#)
    }

    @Test("An address stays on this site, and under its folder")
    func addresses() {
        let attributes: [Attribute] = [
            .path(
                .href, ["task", "javascript:alert(1)"],
                query: [(name: "queue", value: "a&b=c"), (name: "q", value: "")])
        ]
        #expect(
            written { $0.element(.a, attributes, text: "x") }
                == #"<a href="/task/javascript%3Aalert%281%29?queue=a%26b%3Dc">x</a>"#)
        let place = written { $0.element(.a, [.path(.href, [], query: [("q", "")], place: "t-\"1")], text: "x") }
        #expect(place == #"<a href="/#t-%221">x</a>"#)
        #expect(written { $0.element(.a, [.path(.href, ["a/../b"])], text: "x") } == #"<a href="/a%2F..%2Fb">x</a>"#)
        #expect(written { $0.element(.a, [.place("Zoë")], text: "x") } == ##"<a href="#Zo%C3%AB">x</a>"##)
    }

    @Test("What the program wrote itself stands as it is, and pieces make a page")
    func pieces() {
        var inner = Markup()
        inner.raw("<hr>")
        inner.number(-42)
        let page = written { page in
            page.raw("<!doctype html>")
            page.element(.main) { $0.append(inner) }
        }
        #expect(page == "<!doctype html><main><hr>-42</main>")
    }

    @Test("Of random text nothing but text comes out")
    func randomTexts() {
        var state: UInt64 = 17
        let signs = Array("<>&\"'=/ aé\u{0}\u{1F600}-;#x".unicodeScalars)
        for _ in 0..<2_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(signs[Int(state >> 33) % signs.count])
            }
            let out = written { $0.text(String(text)) }
            #expect(!out.utf8.contains { "<>\"'\u{0}".utf8.contains($0) })
            #expect(read(out) == String(text).replacing("\u{0}", with: "\u{FFFD}"))
        }
    }

    /// What a browser reads in a text.
    private func read(_ text: String) -> String {
        // The ampersand last, or a reference that was text would be read as one.
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
