/// What a line of `rejected/` says: of a file that was rejected whole, or of one of its events.
package struct RejectionNote: Hashable, Sendable {
    /// Nil if the line does not say it.
    package var reason: String?
    package var detail: String?

    /// - Parameter line: as `Rejection.json` or `FileRejection.json` wrote it; anything else says nothing.
    package init(_ line: [UInt8]) {
        (reason, detail) = line.withUnsafeBytes { text in
            JSONParser().parse(text, 0..<text.count) { result in
                guard case .success(let root) = result, root.kind == .object else { return (nil, nil) }
                var found: (reason: String?, detail: String?)
                for (key, value) in root.members where value.isString {
                    let text = String(decoding: value.bytes, as: UTF8.self)
                    if key.elementsEqual("reason".utf8) { found.reason = text }
                    if key.elementsEqual("detail".utf8) { found.detail = text }
                }
                return found
            }
        }
    }
}
