import Events

extension DiagnosticKind {
    static let ofSuspicions = [
        looksAlike, dottedRuleName, signInValue, pointForThousands, unseenCharacter, hiddenLineEnd,
    ]

    static let hiddenLineEnd = DiagnosticKind(
        "hidden-line-end",
        "A comment has line ends in it that only old Macs had, so that what follows them is not read.",
        severity: .warning, wrong: "# our words\rdefine talk = contact", change: "\r", to: "\n")

    static let looksAlike = DiagnosticKind(
        "looks-alike", "Two names look the same and are two: their letters are written with other Unicode characters.",
        severity: .warning, wrong: "event caf\u{e9}.opened\nevent cafe\u{301}.opened",
        mend: "event caf\u{e9}.opened\nevent cafe\u{301}.closed")
    static let dottedRuleName = DiagnosticKind(
        "dotted-rule-name", "The name of a rule has a dot, so that it looks like an event or a fact; it is neither.",
        severity: .warning,
        wrong: "rule late.parcel \"Late\" when delivery.delayed task recovery to care say \"Call.\"",
        change: "late.parcel", to: "late-parcel")
    static let signInValue = DiagnosticKind(
        "sign-in-value", "A value in a test begins or ends with a sign that was meant to stand between values.",
        severity: .warning, wrong: "test \"late\"\n  at 2026-03-02T10:00Z delivery.delivered customer c-1, order o-9",
        change: "c-1,", to: "c-1")
    static let pointForThousands = DiagnosticKind(
        "point-for-thousands", "A point in a number parts off the decimals: 1.000 is one, not a thousand.",
        severity: .warning, wrong: rule("when delivery.delayed where days > 1.000"), change: "1.000", to: "1000")
    static let unseenCharacter = DiagnosticKind(
        "unseen-character",
        "A text or a value has a character in it that is not seen, so it equals none that looks like it.",
        severity: .warning, wrong: rule("when delivery.delayed where carrier = \"dhl\u{200b}\""),
        change: "\u{200b}", to: "")
}

extension Checker {
    /// What is written in a way that surely means something else.
    mutating func suspect(_ value: Value, at range: SourceRange) {
        let written = sources[range.file].bytes[range.start..<range.end]
        switch value {
        case .number: suspectNumber(Letters.text(written), range)
        case .text: suspectUnseen(Letters.text(written), range)
        case .boolean, .time, .date, .duration: return
        }
    }

    private mutating func suspectNumber(_ written: String, _ range: SourceRange) {
        let parts = written.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 3, parts[1].hasSuffix("0"), parts[0].utf8.count <= 3,
            parts[0] != "0"
        else { return }
        let thousands = parts[0] + parts[1]
        report(
            .pointForThousands, "`\(written)` is \((Double(written) ?? 0).shortestDecimal), not \(thousands)",
            at: range,
            help: "the point parts off the decimals, and nothing parts the thousands", suggestion: String(thousands))
    }

    private mutating func suspectUnseen(_ written: String, _ range: SourceRange) {
        guard written.printable(keeping: "\t") != written else { return }
        reports.unseenTexts.append(range)
        report(
            .unseenCharacter, "`\(written)` has a character in it that is not seen", at: range,
            help: "it equals no text without it; where it is meant, write it by its number, as \\u{200B}",
            suggestion: written.withoutUnseen)
    }

    /// A value in a test that takes in a sign beside it.
    mutating func suspect(_ written: Text, of name: Text, at range: SourceRange) {
        let bytes = sources[range.file].bytes
        guard range.start < range.end, range.end <= bytes.count, bytes[range.start] != UInt8(ascii: "\"") else {
            return
        }
        suspectUnseen(written.string, range)
        guard let value = written.withoutSign else { return }
        report(
            .signInValue, "the value of `\(name)` is `\(written)`, with the sign", at: range,
            help: "a field and its value stand side by side; a sign that is meant stands in quotes: \"\(written)\"",
            suggestion: bytes[range.start] == UInt8(ascii: "=") ? " \(value)" : value)
    }

    /// Comments that go on where a person sees the next line.
    mutating func suspect(comments: [Comment]) {
        for comment in comments where comment.text.utf8.contains(0x0d) {
            report(
                .hiddenLineEnd, "this comment goes on behind a line end of old Macs (U+000D alone)", at: comment.range,
                help: "what stands there is not read; save the file with the line ends of Unix, U+000A")
        }
    }

    /// Names that look the same, of one kind.
    mutating func suspectLookalikes(_ declarations: [Declaration]) {
        var first: [String: Name] = [:]
        for declaration in declarations {
            switch declaration {
            case .event(let event):
                compare(event.type, kind: "event", &first)
                for field in event.fields { compare(field.name, kind: "field of \(event.type.text)", &first) }
            case .define(let define): compare(define.name, kind: "define", &first)
            case .let(let value): compare(value.name, kind: "value", &first)
            case .fact(let fact): compare(fact.name, kind: "fact", &first)
            case .score(let score): compare(score.name, kind: "fact", &first)
            case .journey(let journey):
                compare(journey.name, kind: "fact", &first)
                for stage in journey.stages { compare(stage.name, kind: "stage of \(journey.name.text)", &first) }
            case .table(let table):
                compare(table.name, kind: "table", &first)
                for column in table.columns { compare(column.name, kind: "column of \(table.name.text)", &first) }
            case .rule(let rule):
                compare(rule.name, kind: "rule", &first)
                if rule.name.isDotted {
                    report(
                        .dottedRuleName, "the name of the rule `\(rule.name.text)` has a dot", at: rule.name.range,
                        help: "names with a dot are events and facts; to group rules write a dash",
                        suggestion: rule.name.text.string.replacing(".", with: "-"))
                }
            case .outcome(let outcome): compare(outcome.name, kind: "outcome", &first)
            case .zone, .calendar, .feed, .answers, .route, .gate, .touch, .test: continue
            }
        }
    }

    private mutating func compare(_ name: Name, kind: String, _ first: inout [String: Name]) {
        // Ordinary letters have one form.
        if name.isUnread { return }
        let isOrdinary = !name.text.string.utf8.contains { $0 >= 0x80 }
        // Texts are equal here if their letters are, in whatever form.
        let letters = isOrdinary ? name.text : Text(name.text.string.withoutUnseen).lookingLatin
        let key = "\(kind) \(letters)"
        guard let earlier = first[key] else {
            first[key] = name
            return
        }
        guard earlier.text != name.text else { return }
        report(
            .looksAlike,
            "`\(name.text)` looks like the name in \(place(earlier.range, seenFrom: name.range)), and is another",
            at: name.range, help: difference(name.text, earlier.text))
    }

    /// How two names differ that look the same: `U+0065 U+0301 here, U+00E9 there`.
    func difference(_ a: Text, _ b: Text) -> String {
        var (x, y) = (Array(a.string.unicodeScalars), Array(b.string.unicodeScalars))
        while let p = x.first, p == y.first {
            x.removeFirst()
            y.removeFirst()
        }
        while let p = x.last, p == y.last {
            x.removeLast()
            y.removeLast()
        }
        func numbers(_ scalars: [Unicode.Scalar]) -> String {
            scalars.isEmpty ? "nothing" : scalars.prefix(4).map { "U+" + hexadecimal($0) }.joined(separator: " ")
        }
        return "they differ in what is not seen: \(numbers(x)) here, \(numbers(y)) there"
    }
}

extension String {
    /// Without the characters that are not seen.
    var withoutUnseen: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isUnseen || $0 == "\t" }))
    }
}

extension Text {
    /// `c-1` of `c-1,`, and of `=c-1`; nil if it has no such sign.
    var withoutSign: String? {
        var value = Substring(string)
        if value.hasPrefix("=") { value = value.dropFirst() }
        if let last = value.last, [",", ";"].contains(last) { value = value.dropLast() }
        return value.utf8.count == string.utf8.count || value.isEmpty ? nil : String(value)
    }
}
