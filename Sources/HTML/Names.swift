/// An element of HTML or SVG that takes text or other elements. `script`, `style`, `iframe` and their like are not among
/// them: what a browser runs or loads is written with `Markup.raw`, by the program alone.
package enum ElementName: String, Sendable {
    // The page.
    case html, head, body, title, header, nav, main, footer, section, article, aside, div, span
    // Text.
    case h1, h2, h3, h4, p, a, strong, em, small, code, kbd, time, bdi, abbr, ul, ol, li, dl, dt, dd, details, summary
    case br, hr
    // Tables and figures.
    case table, caption, thead, tbody, tfoot, tr, th, td, figure, figcaption
    // Forms.
    case form, fieldset, legend, label, input, select, option, textarea, button, output, datalist
    // SVG.
    case svg, desc, g, line, path, rect, circle, text, tspan

    /// Whether HTML lets the element have neither content nor an end tag.
    var isVoid: Bool {
        switch self {
        case .br, .hr, .input: true
        default: false
        }
    }

    func write(to markup: inout Markup) { markup.word(rawValue) }
}

/// An attribute whose value a browser only shows or compares. None that it loads or runs (`src`, `style`, `onclick`) is
/// among them; where an address is due, there is `LinkName`.
package enum AttributeName: String, Sendable {
    // Of every element.
    case id, `class`, lang, dir, title, hidden, role, tabindex
    case ariaCurrent = "aria-current"
    case ariaDescribedby = "aria-describedby"
    case ariaHidden = "aria-hidden"
    case ariaLabel = "aria-label"
    case ariaLabelledby = "aria-labelledby"
    case ariaLive = "aria-live"
    // Of tables and text.
    case scope, colspan, rowspan, datetime, open
    // Of forms.
    case name, value, type, method, `for`, checked, selected, disabled, required, readonly, multiple, rows, cols
    case min, max, step, minlength, maxlength, pattern, placeholder, autocomplete, autofocus, inputmode, accesskey, list
    // For scripts of the page.
    case dataKey = "data-key"
    case dataLive = "data-live"
    // Of SVG.
    case viewBox, transform, d, x, y, x1, x2, y1, y2, cx, cy, r, rx, width, height, dx, dy
    case textAnchor = "text-anchor"
}

/// An attribute that holds an address.
package enum LinkName: String, Sendable {
    case href, action, formaction
}
