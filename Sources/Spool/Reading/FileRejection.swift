/// Why a file moves to `rejected/` whole. The raw value is the `reason` that people and programs read.
public enum FileRejectionCode: String, CaseIterable, Hashable, Sendable {
    case notJSON = "not-json"
    case notUTF8 = "not-utf-8"
    case tooLarge = "too-large"
    case notARegularFile = "not-a-regular-file"
    case unreadable
    case crashed
}

/// A file that cannot be read as events at all, and what a person needs to put it right.
public struct FileRejection: Error, Hashable, Sendable {
    public let code: FileRejectionCode
    /// One sentence.
    public let detail: String

    public init(code: FileRejectionCode, detail: String) {
        self.code = code
        self.detail = detail
    }

    /// `{"reason":CODE,"detail":TEXT,"file":NAME}`, without a line end.
    public func json(file: String) -> String {
        var text = "{\"reason\":"
        appendJSON(code.rawValue, to: &text)
        text += ",\"detail\":"
        appendJSON(detail, to: &text)
        text += ",\"file\":"
        appendJSON(file, to: &text)
        return text + "}"
    }
}
