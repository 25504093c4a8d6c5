import Board
import HTML

/// An answer to a request.
struct Answer: Sendable {
    var status: Int
    var fields: [(String, String)]
    var body: [UInt8]
    /// Whether the connection ends with it.
    var isLast = false

    /// What every answer says. A page may load the board's own style sheet and script, ask the board, send forms to it, and
    /// nothing else; no other page may show it in a frame.
    static let guards: [(String, String)] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"),
    ]

    /// - Parameter withFrames: whether it shows pages of the board inside itself.
    static func page(_ html: Markup, status: Int = 200, withFrames: Bool = false) -> Answer {
        let guards = guards.map { name, value in
            (name, name == "content-security-policy" && withFrames ? value + "; frame-src 'self'" : value)
        }
        return Answer(status: status, fields: guards + [("content-type", "text/html; charset=utf-8")], body: html.bytes)
    }

    static func text(_ text: String, status: Int = 200) -> Answer {
        Answer(
            status: status, fields: guards + [("content-type", "text/plain; charset=utf-8")],
            body: Array((text + "\n").utf8))
    }

    /// To another page, which is asked for by GET.
    static func other(_ path: [String], query: [(name: String, value: String)] = []) -> Answer {
        let fields = query.filter { !$0.value.isEmpty }.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }
        let address = "/" + path.map(percentEncoded).joined(separator: "/")
        let location = fields.isEmpty ? address : address + "?" + fields.joined(separator: "&")
        return Answer(status: 303, fields: guards + [("location", location)], body: [])
    }

    static func asset(_ asset: Asset, matches: String?) -> Answer {
        // A browser asks each time, and is told that nothing has changed.
        let fields = guards.filter { $0.0 != "cache-control" } + [("cache-control", "no-cache"), ("etag", asset.tag)]
        if matches == asset.tag { return Answer(status: 304, fields: fields, body: []) }
        return Answer(status: 200, fields: fields + [("content-type", asset.mediaType)], body: asset.bytes)
    }

    /// Why nothing is answered.
    enum Refusal: Error {
        case person(Desk.Refusal)
        /// It does not name one host.
        case malformed
        case tooLong
        /// The client has gone.
        case cut

        var answer: Answer {
            switch self {
            case .person(let refusal): .text(refusal.sentence, status: 403)
            case .malformed: .text("The request has to name one host.", status: 400)
            case .tooLong, .cut:
                Answer(
                    status: 413, fields: Answer.guards + [("content-type", "text/plain; charset=utf-8")],
                    body: Array("That is too much.\n".utf8), isLast: true)
            }
        }
    }
}
