/// Colours for a terminal (ECMA-48, "select graphic rendition"), or none.
struct Style {
    let isOn: Bool

    static let plain = Style(isOn: false)

    enum Look: String { case bold = "1", faint = "2", red = "31", yellow = "33", green = "32", boldRed = "1;31" }

    func callAsFunction(_ look: Look?, _ text: String) -> String {
        guard isOn, let look, !text.isEmpty else { return text }
        return "\u{1b}[\(look.rawValue)m\(text)\u{1b}[0m"
    }
}
