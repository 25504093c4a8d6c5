import Testing

@testable import Report

@Suite("A page of figures")
struct ReportPageTests {
    @Test("A year of fifty rules is one page under 300 kB")
    func size() {
        let weeks = (0..<52).map { Double($0) * 604_800 }
        let names = (0..<50).map { "rule-number-\($0)" }
        let lines = names.prefix(7).map { name in
            Plot.Layer(name, .line(weeks.map { .init($0, $0.truncatingRemainder(dividingBy: 97)) }, steps: true))
        }
        let byWeek = FigureTable(
            columns: ["week"] + names.prefix(7), rows: weeks.map { [shown($0)] + names.prefix(7).map { _ in "1234" } })
        let all = FigureTable(
            columns: ["rule"] + (0..<14).map { "column \($0)" },
            rows: names.map { name in [name] + (0..<14).map { _ in "12.3 % (10.1–14.9)" } })
        let plot = Plot(
            caption: "Tasks by week", summary: "Many.", x: .init(.time(0...weeks[51])),
            y: .init(.linear(0...97, .count)), layers: lines, table: byWeek)
        var page = ReportPage(title: "Did it help", introduction: ["Of a year."])
        page.sections = [
            .init("Rules", tables: [all, all]), .init("Plots", plots: [plot, plot, plot, plot, plot]),
        ]
        let bytes = page.bytes
        #expect(bytes.count < 300_000)
        let text = String(decoding: bytes, as: UTF8.self)
        for word in ["<script", " style=", " src=", " href=", "http:", "https:", "url(", "@import"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(text.contains("default-src &#39;none&#39;") || text.contains("default-src 'none'"))
    }

    @Test("In a terminal a table has names at the left and figures at the right")
    func lines() {
        let table = FigureTable(columns: ["rule", "tasks"], rows: [["late-not-told", "3"], ["vip", "1200"]])
        #expect(table.lines == ["rule           tasks", "late-not-told      3", "vip             1200"])
    }
}
