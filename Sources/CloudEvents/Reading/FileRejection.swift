/// A file that cannot be read as events at all, and what a person needs to put it right.
package struct FileRejection: Error, Hashable, Sendable {
    package let code: FileRejectionCode
    /// One sentence.
    package let detail: String

    package init(code: FileRejectionCode, detail: String) {
        self.code = code
        self.detail = detail
    }

    /// `{"reason":CODE,"detail":TEXT,"file":NAME}`, without a line end.
    package func json(file: String) -> String {
        var text = "{\"reason\":"
        appendJSON(code.rawValue, to: &text)
        text += ",\"detail\":"
        appendJSON(detail, to: &text)
        text += ",\"file\":"
        appendJSON(file, to: &text)
        return text + "}"
    }
}
