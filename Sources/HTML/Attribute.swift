/// An attribute of an element.
package struct Attribute: Sendable {
    private let name: String
    private let value: Value

    private enum Value: Sendable {
        case text(String), flag, absent
    }

    /// An attribute with a value; none if there is no value.
    package static func a(_ name: AttributeName, _ value: String?) -> Attribute {
        Attribute(name: name.rawValue, value: value.map { .text($0) } ?? .absent)
    }

    /// An attribute with a whole number.
    package static func a(_ name: AttributeName, _ value: Int) -> Attribute {
        Attribute(name: name.rawValue, value: .text(String(value)))
    }

    /// An attribute without a value, such as `hidden`: there if `isOn`.
    package static func flag(_ name: AttributeName, _ isOn: Bool = true) -> Attribute {
        Attribute(name: name.rawValue, value: isOn ? .flag : .absent)
    }

    /// A path of this site, from its root. Each piece and what the query holds is percent-encoded, so that neither
    /// another scheme nor another folder comes of it; fields with an empty value are left out.
    /// - Parameter place: on that page, by its `id`.
    package static func path(
        _ name: LinkName, _ pieces: [String], query: [(name: String, value: String)] = [],
        place: String? = nil
    ) -> Attribute {
        let fields = query.filter { !$0.value.isEmpty }.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }
        let path = "/" + pieces.map(percentEncoded).joined(separator: "/")
        let question = fields.isEmpty ? "" : "?" + fields.joined(separator: "&")
        let end = place.map { "#" + percentEncoded($0) } ?? ""
        return Attribute(name: name.rawValue, value: .text(path + question + end))
    }

    /// A place on this page, by its `id`.
    package static func place(_ id: String) -> Attribute {
        Attribute(name: LinkName.href.rawValue, value: .text("#" + percentEncoded(id)))
    }

    /// A page of another site, by its address; none unless that begins with `https://` or `http://`.
    package static func outside(_ address: String) -> Attribute {
        let isPage = ["https://", "http://"].contains { address.hasPrefix($0) }
        return Attribute(name: LinkName.href.rawValue, value: isPage ? .text(address) : .absent)
    }

    /// A telephone number (RFC 3966): of the text its digits, and a plus sign in front of them.
    package static func telephone(_ number: String) -> Attribute {
        let digits = number.filter { $0.isASCII && $0.isNumber }
        let sign = number.utf8.first == UInt8(ascii: "+") ? "+" : ""
        return Attribute(name: LinkName.href.rawValue, value: .text("tel:" + sign + digits))
    }

    func write(to markup: inout Markup) {
        if case .absent = value { return }
        markup.raw(" ")
        markup.word(name)
        guard case .text(let text) = value else { return }
        markup.raw("=\"")
        markup.text(text)
        markup.raw("\"")
    }
}
