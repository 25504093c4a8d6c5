/// A list that a team looks at often: a name and the address of a screen with its filters.
package struct TeamView: Sendable, Equatable {
    package var name: String
    /// The fields of the address behind `/?`.
    package var query: [(name: String, value: String)]

    /// The views of a file: a line each, the name, white space, and `?queue=care&who=@me`. Lines that begin with `#`, and
    /// those without a `?`, are passed over.
    package static func read(_ text: String) -> [TeamView] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            guard !line.hasPrefix("#"), let mark = line.lastIndex(of: "?") else { return nil }
            let name = line[..<mark].drop { $0 == " " || $0 == "\t" }.trimmedEnd
            let query = formFields(line[line.index(after: mark)...].trimmedEnd)
            return name.isEmpty || query.isEmpty ? nil : TeamView(name: String(name), query: query)
        }
    }

    package static func == (a: TeamView, b: TeamView) -> Bool {
        a.name == b.name && a.query.elementsEqual(b.query, by: ==)
    }
}

extension Substring {
    fileprivate var trimmedEnd: Substring {
        var rest = self
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
