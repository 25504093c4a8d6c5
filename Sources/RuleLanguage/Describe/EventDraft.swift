package import Events

/// A draft of an `event` declaration, with remarks for the person who finishes it.
package struct EventDraft: Sendable {
    package struct DraftField: Sendable {
        package var name: Text
        /// Nil: it stays out of the declaration, and the remark says why.
        package var type: FieldType?
        package var isOptional: Bool
        /// Where it stands in the data; nil: it is the member of its name.
        package var path: FieldPath?
        /// What stands beside it as a comment.
        package var remark: String?

        package init(name: Text, type: FieldType?, isOptional: Bool, path: FieldPath? = nil, remark: String?) {
            self.name = name
            self.type = type
            self.isOptional = isOptional
            self.path = path?.parts == [.member(name)] ? nil : path
            self.remark = remark
        }

        fileprivate var declared: Field? {
            type.map { Field(name: name, type: $0, isOptional: isOptional, path: path) }
        }
    }

    package var type: Text
    /// The `type` as it stands in files; nil: its name.
    package var writtenType: Text?
    package var fields: [DraftField]
    /// What stands above it as a comment.
    package var remark: String

    package init(type: Text, writtenType: Text? = nil, fields: [DraftField], remark: String) {
        self.type = type
        self.writtenType = writtenType == type ? nil : writtenType
        self.fields = fields
        self.remark = remark
    }

    /// Why rules cannot speak of an event type of this name; nil if they can.
    package static func fault(ofType name: Text) -> String? {
        if Schema.language.index(of: name) != nil { return "the language declares it itself" }
        let parts = name.string.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count < 2 { return "the name of an event type has a dot in it" }
        if !parts.allSatisfy({ isName($0.unicodeScalars) }) {
            return "each part of the name starts with a letter or _ and goes on with letters, digits, _, -"
        }
        return nil
    }

    /// Why rules cannot speak of a field of this name; nil if they can.
    package static func fault(ofField name: Text) -> String? {
        isName(name.string.unicodeScalars)
            ? nil : "a name starts with a letter or _ and goes on with letters, digits, _, -"
    }

    static func isName(_ scalars: some Collection<Unicode.Scalar>) -> Bool {
        guard let first = scalars.first else { return false }
        return Letters.startsName(first) && scalars.allSatisfy(Letters.continuesName)
    }

    /// The declarations in the canonical layout, with their remarks above them as comments.
    package static func text(of drafts: [EventDraft]) -> String {
        let draft = drafts.map(\.text).joined(separator: "\n")
        return format(Source(path: "", text: draft)).text ?? draft
    }

    private var text: String {
        if let fault = EventDraft.fault(ofType: type) {
            return "# \(oneLine(type)): \(remark), and cannot be declared: \(fault)\n"
        }
        var lines = ["# \(type): \(remark)"]
        let width = fields.lazy.filter { $0.remark != nil }.map { shown($0).count }.max() ?? 0
        for field in fields {
            guard let remark = field.remark else { continue }
            let name = shown(field)
            lines.append("#   \(name)\(String(repeating: " ", count: width - name.count))  \(remark)")
        }
        let plain = declaration(quoting: false)
        lines.append(reads(plain) ? plain : declaration(quoting: true))
        return lines.joined(separator: "\n") + "\n"
    }

    private func declaration(quoting: Bool) -> String {
        var text = "event \(quoting ? quoted(type) : type.string)"
        if let writtenType { text += "  type \(FieldPath.quoted(writtenType))" }
        for field in fields {
            guard let type = field.type, EventDraft.fault(ofField: field.name) == nil else { continue }
            let name = quoting ? quoted(field.name) : field.name.string
            text += "  \(name) \(type.rawValue)\(field.isOptional ? " optional" : "")"
            if let path = field.path { text += " from \(path)" }
        }
        return text
    }

    /// Whether the declaration reads as what is meant: a name may be taken for a word of the language.
    private func reads(_ declaration: String) -> Bool {
        var diagnostics: [Diagnostic] = []
        let tree = parse(Source(path: "", text: declaration), file: 0, diagnostics: &diagnostics)
        guard diagnostics.isEmpty, tree.declarations.count == 1, case .event(let event) = tree.declarations[0] else {
            return false
        }
        let declared = fields.filter { $0.type != nil && EventDraft.fault(ofField: $0.name) == nil }
        return event.type.text == type && event.writtenType?.text == writtenType
            && event.fields.map {
                Field(name: $0.name.text, type: $0.type, isOptional: $0.isOptional, path: $0.path?.path)
            } == declared.compactMap(\.declared)
    }

    private func quoted(_ name: Text) -> String {
        name.string.split(separator: ".").map {
            Keyword.byText[Text(String($0))] == nil ? String($0) : "`\($0)`"
        }.joined(separator: ".")
    }

    /// A field in a comment: what is not declared by where it stands.
    private func shown(_ field: DraftField) -> String {
        if field.type == nil, let path = field.path { return path.description.shown(upTo: 80) }
        return EventDraft.fault(ofField: field.name) == nil ? field.name.string : oneLine(field.name)
    }

    /// A name that is none of the language, so that it stays on the line of its comment.
    private func oneLine(_ name: Text) -> String {
        RuleText(program: Program(), rule: nil).literal(.text(Text(String(name.string.prefix(80)))))
    }
}
