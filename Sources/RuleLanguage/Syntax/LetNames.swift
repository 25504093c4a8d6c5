import Events

/// What the `let`s of a program stand for, so that a name may stand where a literal does: known before the files are read.
struct LetNames {
    enum Meaning {
        case literal(Value)
        /// `8h on support`, `2wd on support`
        case onCalendar(DurationLiteral)
        /// Asked where it is used.
        case computed
    }

    private(set) var meanings: [Text: Meaning] = [:]

    /// Finds the declarations in all files; what is wrong with them is told when the files are read.
    init(_ sources: [Source]) {
        var others: [Text: Text] = [:]
        for (file, source) in sources.enumerated() where source.kind == .rules && LetNames.mayHaveOne(source.bytes) {
            var parser = Parser(source, file: file, DiagnosticList())
            for declaration in parser.letDeclarations() where !declaration.name.isUnread {
                let name = declaration.name.text
                guard meanings[name] == nil, others[name] == nil else { continue }
                if let duration = declaration.onCalendar {
                    meanings[name] = .onCalendar(duration)
                } else if let value = declaration.value.literalValue {
                    meanings[name] = .literal(value)
                } else if case .name(let other) = declaration.value, !other.isDotted {
                    others[name] = other.text
                } else {
                    meanings[name] = .computed
                }
            }
        }
        for name in others.keys { meanings[name] = meaning(of: name, others) }
    }

    /// What the name of a name, of a name … stands for.
    private func meaning(of name: Text, _ others: [Text: Text]) -> Meaning {
        var way: Set<Text> = [name]
        var next = others[name]
        while let name = next, way.insert(name).inserted {
            if let meaning = meanings[name] { return meaning }
            next = others[name]
        }
        return .computed
    }

    private static func mayHaveOne(_ bytes: [UInt8]) -> Bool {
        var at = bytes.startIndex
        while at + 3 < bytes.endIndex {
            if bytes[at] == UInt8(ascii: "l"), bytes[at + 1] == UInt8(ascii: "e"), bytes[at + 2] == UInt8(ascii: "t") {
                return true
            }
            at += 1
        }
        return false
    }

    /// The names that stand for such a literal.
    func names(of kind: LiteralKind) -> [Text] { meanings.filter { kind.fits($0.value) }.keys.sorted() }
}

/// What a literal is wanted for.
enum LiteralKind {
    case number, text, duration

    func fits(_ meaning: LetNames.Meaning) -> Bool {
        switch (self, meaning) {
        case (.number, .literal(.number)), (.text, .literal(.text)), (.duration, .literal(.duration)),
            (.duration, .onCalendar):
            return true
        case (.number, _), (.text, _), (.duration, _): return false
        }
    }

    var words: String {
        switch self {
        case .number: return "a number"
        case .text: return "a text"
        case .duration: return "a duration"
        }
    }
}

extension LetNames.Meaning {
    var words: String {
        switch self {
        case .literal(let value): return ValueType(value).words
        case .onCalendar: return "a duration on a calendar"
        case .computed: return "computed where it is used"
        }
    }
}

extension ExpressionSyntax {
    /// The value of a literal, also behind a sign; nil for anything else.
    var literalValue: Value? {
        switch self {
        case .literal(let value, _): return value
        case .negative(.literal(.number(let number), _), _): return .number(-number)
        case .negative(.literal(.duration(let span), _), _): return .duration(-span)
        default: return nil
        }
    }
}
