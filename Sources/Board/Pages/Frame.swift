import Events
import HTML

/// What is the same on every page: the head, the screens, what was answered a moment ago.
struct Frame {
    enum Screen: CaseIterable {
        case open, next, coming, held, gone, report, status
    }

    let visit: Visit
    let title: String
    /// The screen that it belongs to; nil for none.
    let screen: Screen?
    /// Whether it follows what happens.
    var isLive = true
    /// Whether it fills a telephone, with its answers below.
    var isCall = false

    var clock: SiteClock { SiteClock(visit) }

    func page(_ body: (inout Markup) -> Void) -> Markup {
        var html = Markup()
        head(&html)
        html.element(.body, isCall ? [.a(.class, "calling")] : []) { html in
            html.raw("<a class=\"skip\" href=\"#main\">Skip to the content</a>")
            html.element(.header) { html in
                navigation(&html)
                html.raw("<span class=\"me\"><span class=\"dim\">You are</span> ")
                html.data(visit.person, upTo: 64)
                html.raw("</span>")
            }
            html.raw("<p id=\"news\" role=\"status\"></p>")
            undo(&html)
            html.element(.main, [.a(.id, "main"), .a(.dataLive, isLive ? String(visit.version) : nil)]) { html in
                if let trouble = visit.trouble {
                    html.element(.p, [.a(.class, "panel late")], text: trouble.shown(upTo: 300))
                }
                body(&html)
            }
            html.raw("<footer><p>Times are those of ")
            html.data(visit.zone.name.string)
            html.raw(". <button type=\"button\" id=\"help\" hidden>Keys <kbd>?</kbd></button></p></footer>")
            keys(&html)
        }
        html.raw("</html>")
        return html
    }

    /// What the script shows when it is asked for the keys.
    private func keys(_ html: inout Markup) {
        html.raw("<dialog id=\"keys\" aria-labelledby=\"keys-title\"><h2 id=\"keys-title\">Keys</h2>")
        html.element(.dl) { html in
            for (key, meaning) in Self.keys {
                html.element(.dt) { $0.element(.kbd, text: key) }
                html.element(.dd, text: meaning)
            }
        }
        html.raw("<label class=\"check\"><input type=\"checkbox\" id=\"use-keys\" checked> Use keys</label>")
        html.raw("<form method=\"dialog\"><button>Close</button></form></dialog>")
    }

    private static let keys = [
        ("j k", "next and previous task"), ("1 – 7", "the screens"), ("/", "find"),
        ("c", "I take it, or the next call"),
        ("d", "reached, or done"), ("w", "done without reaching them"), ("n", "write a note"),
        ("s", "put off, or no answer"),
        ("t", "tomorrow"), ("x", "not needed"), ("g", "give it back"), ("u", "undo"), ("r", "show what is new"),
        ("Esc", "leave a field"), ("?", "these keys"),
    ]

    private func head(_ html: inout Markup) {
        html.raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        html.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
        html.text(title.shown(upTo: 100))
        html.raw(" · outreachd</title><link rel=\"icon\" href=\"/icon.svg\">")
        html.raw("<link rel=\"stylesheet\" href=\"/board.css\"><script src=\"/board.js\" defer></script>")
        if isLive { html.raw("<noscript><meta http-equiv=\"refresh\" content=\"60\"></noscript>") }
        html.raw("</head>")
    }

    private func navigation(_ html: inout Markup) {
        html.element(.nav, [.a(.ariaLabel, "Screens")]) { html in
            html.element(.ul) { html in
                for screen in Screen.allCases where screen != .report || visit.hasReport {
                    let here = screen == self.screen ? "page" : nil
                    html.element(.li) { html in
                        html.element(
                            .a, [.path(.href, screen.path), .a(.ariaCurrent, here), .a(.dataKey, screen.key)],
                            text: screen.name)
                    }
                }
            }
        }
    }

    /// Answers that may still be taken back, the latest first.
    private func undo(_ html: inout Markup) {
        html.element(.div, [.a(.id, "undo")]) { html in
            for answer in visit.pending.reversed() {
                html.element(.form, [.a(.method, "post"), .path(.action, ["undo", answer.id])]) { html in
                    html.element(.span) { html in
                        html.text("\(answer.said(clock)): ")
                        html.data(answer.about, upTo: 60)
                    }
                    html.raw("<button data-key=\"u\">Undo <kbd>u</kbd></button>")
                }
            }
        }
    }
}

extension Frame.Screen {
    var name: String {
        switch self {
        case .open: "Open"
        case .next: "Next call"
        case .coming: "Coming"
        case .held: "Held"
        case .gone: "Gone"
        case .report: "Report"
        case .status: "Status"
        }
    }

    var path: [String] {
        switch self {
        case .open: []
        case .next: ["next"]
        case .coming: ["coming"]
        case .held: ["held"]
        case .gone: ["gone"]
        case .report: ["report"]
        case .status: ["status"]
        }
    }

    /// By which it is reached.
    var key: String {
        switch self {
        case .open: "1"
        case .next: "2"
        case .coming: "3"
        case .held: "4"
        case .gone: "5"
        case .report: "6"
        case .status: "7"
        }
    }
}
