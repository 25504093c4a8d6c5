/// Where the board listens.
package enum ListenPlace: Sendable, Equatable {
    /// On a socket that was handed over.
    case inherited(Int32)
    /// On a Unix socket that it makes.
    case path(String)
    case tcp(host: String, port: Int)

    /// `/run/board.sock`, `127.0.0.1:8080`, `[::1]:8080`; nil for what is neither.
    package init?(_ text: String) {
        if text.hasPrefix("/") {
            self = .path(text)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        let host = text[..<colon].filter { $0 != "[" && $0 != "]" }
        guard !host.isEmpty else { return nil }
        self = .tcp(host: host, port: port)
    }
}
