import Foundation
import Testing

@testable import Report

/// What looks at contrast in a browser, as axe does, leaves undecided the text of drawings, cells that are scrolled out of
/// sight, and single characters. So the colours are compared by arithmetic.
@Suite("The colours of a page")
struct ContrastTests {
    enum Scheme: CaseIterable { case light, dark, print }

    /// By name, as the style sheet declares them; what a scheme does not say anew is as in the light one.
    private func colours(_ scheme: Scheme) throws -> [String: Colour] {
        let css = ReportStyle.css.description
        func block(after start: String) throws -> Substring {
            let begin = try #require(css.range(of: start))
            let rest = css[begin.upperBound...]
            return rest[..<(try #require(rest.firstIndex(of: "}")))]
        }
        var blocks = [try block(after: ":root{")]
        switch scheme {
        case .light: break
        case .dark: blocks.append(try block(after: "(prefers-color-scheme:dark){:root{"))
        case .print: blocks.append(try block(after: "@media print{:root{"))
        }
        var colours: [String: Colour] = [:]
        for declaration in blocks.joined(separator: ";").split(separator: ";") where declaration.hasPrefix("--") {
            let parts = declaration.split(separator: ":")
            colours[String(parts[0])] = try #require(Colour(parts[1]), "\(declaration)")
        }
        return colours
    }

    private func contrast(_ a: String, _ b: String, _ scheme: Scheme) throws -> Double {
        let colours = try colours(scheme)
        return try #require(colours[a]).contrast(with: try #require(colours[b]))
    }

    @Test("let text be read: 4.5 to 1 at least (WCAG 2.2, 1.4.3)", arguments: Scheme.allCases)
    func text(_ scheme: Scheme) throws {
        for name in ["--fg", "--dim", "--link"] {
            #expect(try contrast(name, "--bg", scheme) >= 4.5, "\(name)")
        }
        // Of a drawing, where it may cross a mark: it has a rim of its ground.
        #expect(ReportStyle.css.description.contains("paint-order:stroke;stroke:var(--bg);stroke-width:3px"))
    }

    @Test("let marks be seen: 3 to 1 at least (WCAG 2.2, 1.4.11)", arguments: Scheme.allCases)
    func marks(_ scheme: Scheme) throws {
        let (colours, ground) = (try colours(scheme), "--bg")
        for layer in 1...8 {
            #expect(try contrast("--s\(layer)", ground, scheme) >= 3, "--s\(layer)")
            // Areas let the ground through.
            let (mark, below) = (try #require(colours["--s\(layer)"]), try #require(colours[ground]))
            #expect(mark.over(below, opacity: Self.areaOpacity).contrast(with: below) >= 3, "area of --s\(layer)")
        }
        // Dots lie on bars, whose colours need not differ from theirs.
        #expect(ReportStyle.css.description.contains(".dot{stroke:var(--bg);stroke-width:1.5}"))
        #expect(ReportStyle.css.description.contains("fill-opacity:\(Self.areaOpacity)".replacing("0.", with: ".")))
    }

    private static let areaOpacity = 0.75

    @Test("are known by this test, and none is named beside them")
    func allAreVariables() throws {
        let css = ReportStyle.css.description
        let used = Set(css.matches(of: #/var\((--\w+)\)/#).map { String($0.1) })
        for scheme in Scheme.allCases { #expect(try used.isSubset(of: Set(colours(scheme).keys))) }
        #expect(css.matches(of: #/(?:color|fill|stroke|background):#/#).isEmpty)
    }
}

/// Of sRGB, each part in 0...1.
private struct Colour {
    var parts: [Double]

    /// - Parameter css: `#rgb` or `#rrggbb`.
    init?(_ css: Substring) {
        guard css.first == "#", css.count == 4 || css.count == 7 else { return nil }
        let width = css.count / 3
        let digits = css.dropFirst().map(String.init)
        parts = []
        for start in stride(from: 0, to: digits.count, by: width) {
            let text = width == 1 ? digits[start] + digits[start] : digits[start] + digits[start + 1]
            guard let part = UInt8(text, radix: 16) else { return nil }
            parts.append(Double(part) / 255)
        }
    }

    func over(_ below: Colour, opacity: Double) -> Colour {
        var mixed = self
        mixed.parts = zip(parts, below.parts).map { $0 * opacity + $1 * (1 - opacity) }
        return mixed
    }

    /// WCAG 2.2, "relative luminance".
    private var luminance: Double {
        zip(parts, [0.2126, 0.7152, 0.0722])
            .map { part, weight in weight * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)) }
            .reduce(0, +)
    }

    /// WCAG 2.2, "contrast ratio".
    func contrast(with other: Colour) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
}
