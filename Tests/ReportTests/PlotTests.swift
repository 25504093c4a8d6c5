import HTML
import Testing

@testable import Report

@Suite("Plots")
struct PlotTests {
    private func written(_ plot: Plot) -> String {
        var page = Markup()
        plot.write(to: &page, id: "p")
        return String(decoding: page.bytes, as: UTF8.self)
    }

    private let table = FigureTable(columns: ["week", "tasks"], rows: [["2 Mar", "3"]])

    @Test(
        "An axis names values that are easy to read",
        arguments: [
            (.linear(0...10, .count), ["0", "2", "4", "6", "8", "10"]),
            (.linear(0...3, .count), ["0", "1", "2", "3"]),
            (.linear(0...1, .share), ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
            (.linear(0...0.07, .share), ["0 %", "2 %", "4 %", "6 %"]),
            (.linear(0...1, .count), ["0", "1"]),
            (.log(60...90_000, .duration), ["1min", "5min", "15min", "1h", "4h", "1d"]),
            (.log(0.5...2_000, .count), ["1", "10", "100", "1000"]),
            // From Monday 2026-03-02 on.
            (.time(1_772_409_600...(1_772_409_600 + 21 * 86_400)), ["2 Mar", "9 Mar", "16 Mar", "23 Mar"]),
            (
                .time(1_772_409_600...(1_772_409_600 + 86_400)),
                ["2 Mar 0:00", "2 Mar 6:00", "2 Mar 12:00", "2 Mar 18:00", "3 Mar 0:00"]
            ),
            (
                .time(1_767_225_600...1_798_761_600),
                ["Jan 2026", "Apr 2026", "Jul 2026", "Oct 2026", "Jan 2027"]
            ),
            (.band(["a", "b"]), ["a", "b"]),
            // Nothing happened, or all at once.
            (.linear(0...0, .count), ["0"]), (.time(1_772_409_600...1_772_409_600), ["2 Mar 0:00"]),
            (.band([]), []),
        ] as [(Scale, [String])])
    func ticks(scale: Scale, labels: [String]) {
        #expect(scale.ticks.map(\.label) == labels)
    }

    @Test("Equal ratios are equally far apart on a log scale")
    func logarithm() {
        let scale = Scale.log(1...16, .count)
        #expect([1, 2, 4, 8, 16].map { (scale.place(of: $0) * 1_000).rounded() } == [0, 250, 500, 750, 1_000])
        #expect(abs(binaryLogarithm(10) - 3.321_928_094) < 1e-6)
        #expect(abs(binaryLogarithm(0.75) + 0.415_037_499) < 1e-6)
        #expect(binaryLogarithm(0) < -1_000)
    }

    @Test("A plot tells its finding, describes itself, and has its figures as a table")
    func figure() {
        let plot = Plot(
            caption: "Tasks <doubled> in March", summary: "From 3 to 6.",
            x: .init(.time(0...604_800), "day"), y: .init(.linear(0...6, .count), "tasks"),
            layers: [.init("late & lost", .line([.init(0, 3), .init(604_800, 6)]))], table: table)
        let html = written(plot)
        #expect(html.contains(#"<figcaption id="p-c">Tasks &lt;doubled&gt; in March</figcaption>"#))
        #expect(html.contains(#"<desc id="p-d">From 3 to 6.</desc>"#))
        #expect(html.contains(#"aria-labelledby="p-c p-d""#))
        #expect(html.contains("late &amp; lost"))
        #expect(html.contains(#"<th scope="row">2 Mar</th><td>3</td>"#))
        #expect(!html.contains("style=") && !html.contains("<script"))
    }

    @Test("Each mark is drawn where its values lie")
    func marks() {
        func drawn(_ mark: Plot.Mark, y: Scale = .linear(0...4, .count)) -> String {
            written(
                Plot(
                    caption: "c", summary: "s", x: .init(.linear(0...4, .count)), y: .init(y),
                    layers: [.init("", mark)], table: table))
        }
        // The space of the drawing goes from x 21.3 to 420 and from y 236 up to 14.
        #expect(drawn(.line([.init(0, 0), .init(4, 4)])).contains(#"d="M21.3 236L420 14""#))
        #expect(drawn(.line([.init(0, 0), .init(4, 4)], steps: true)).contains(#"d="M21.3 236H420V14""#))
        #expect(
            drawn(.area([(x: 0, low: 0, high: 2), (x: 2, low: 1, high: 4), (x: 4, low: 1, high: 4)]))
                .contains(#"d="M21.3 125H220.7V14H420V14V180.5V180.5H220.7V236H21.3Z""#))
        #expect(
            drawn(.bars([.init(x: 0...2, y: 0...2)]))
                .contains(#"x="21.3" y="125" width="199.4" height="111""#))
        #expect(
            drawn(.dots([.init(.init(2, 2), label: "4h", isMarked: true)]))
                .contains(#"class="dot marked s1" cx="220.7" cy="125" r="6""#))
        #expect(drawn(.rule(2, "now")).contains("<svg") == false)
        // Of names the first stands on top.
        let bands = drawn(.bars([.init(x: 0...4, y: -0.4...0.4)]), y: .band(["first", "second"]))
        #expect(bands.contains(#"y="17""#))
    }

    @Test("Names of dots stand beside them, and none over another")
    func names() {
        func texts(_ dots: [Plot.Dot]) -> [String] {
            let plot = Plot(
                caption: "c", summary: "s", x: .init(.linear(0...4, .count)), y: .init(.linear(0...4, .count)),
                layers: [.init("", .dots(dots))], table: table)
            return written(plot).matches(of: /text-anchor="([a-z]+)"[^>]*>([a-z]+)</).map { "\($0.2) \($0.1)" }
        }
        let one = Plot.Dot(.init(2, 2), label: "one")
        #expect(texts([one]) == ["one start"])
        #expect(texts([.init(.init(3.99, 2), label: "edge")]) == ["edge end"])
        #expect(
            texts([one, .init(.init(2.05, 2), label: "two"), .init(.init(2.1, 2), label: "three")])
                == ["one end", "two middle", "three start"])
        // For the fifth there is no room: the table has it.
        #expect(texts(Array(repeating: one, count: 6)).count < 6)
    }

    @Test("Where there is nothing to draw, words say so")
    func empty() {
        let plot = Plot(
            caption: "No lead yet", summary: "No task has caught anything yet.", x: .init(.linear(0...1, .count)),
            y: .init(.linear(0...1, .count)), layers: [.init("lead", .bars([]))], table: table)
        #expect(written(plot).contains("No task has caught anything yet."))
        #expect(!written(plot).contains("<svg"))
    }

    @Test(
        "Figures are said in few digits",
        arguments: [
            (shown(seconds: 93_600), "1d 2h"), (shown(seconds: 90), "1min 30s"), (shown(seconds: 3_600), "1h"),
            (shown(seconds: 86_460), "1d"), (shown(seconds: 0.2), "0s"), (shown(seconds: nil), "–"),
            (shown(seconds: -7_200), "-2h"), (shown(share: 0.1234), "12.3 %"), (shown(share: nil), "–"),
            (shown(1_234.5), "1235"), (shown(0.12345), "0.123"), (shown(2.5), "2.5"), (shown(.infinity), "–"),
        ])
    func words(said: String, expected: String) {
        #expect(said == expected)
    }
}
