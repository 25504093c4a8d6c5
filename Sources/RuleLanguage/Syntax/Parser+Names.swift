import Events

extension Parser {
    /// How many segments a name has.
    enum Dots { case any, none, some }

    /// A name, said as `what` in mistakes.
    /// - Throws: if something else stands here; a keyword that begins a phrase of its own is something else.
    mutating func name(_ what: String, dots: Dots = .any) throws(PhraseAbandoned) -> Name {
        guard let name = optionalName(what, dots: dots) else { throw missingName(what) }
        return name
    }

    /// The same; nil and nothing read if something else stands here.
    mutating func optionalName(_ what: String, dots: Dots = .any) -> Name? {
        let token = current
        guard case .word(let text, let quoted) = token.kind, quoted || !isBeginningOfOther() else { return nil }
        let name = Name(text, range(token))
        advance()
        checkDots(name, what, dots)
        return name
    }

    mutating func checkDots(_ name: Name, _ what: String, _ dots: Dots) {
        switch dots {
        case .any: break
        case .none:
            if name.isDotted { report(.dotted, "\(what) has no dot in it", name.range) }
        case .some:
            if !name.isDotted {
                report(
                    .undotted, "\(what) has a dot in it, and `\(name.text)` has none", name.range,
                    help: what == "an event type" && !name.isUnread
                        ? "behind the dot stands what happened, as \(name.text).received" : nil)
            }
        }
    }

    mutating func missingName(_ what: String) -> PhraseAbandoned {
        let token = current
        var help: String?
        if case .word(let text, quoted: false) = token.kind, token.keyword != nil, !token.startsLine {
            help = "if `\(text)` is the name, write it in backticks: `` `\(text)` ``"
        }
        reportMissing(.missingName, what, help: help)
        return PhraseAbandoned()
    }

    /// Where a name could not be read.
    mutating func invalidName() -> Name {
        let start = tokens[index].start
        return Name("", SourceRange(file: fileIndex, start: start, end: start))
    }

    /// A duration after a word that needs one: `4h`; where it may be on a calendar, `8h on support` and `2wd on support`.
    mutating func duration(_ after: String, mayBeOnCalendar: Bool = false) throws(PhraseAbandoned) -> DurationLiteral {
        onCalendar(try length(after), mayBe: mayBeOnCalendar)
    }

    /// A length of time, without its calendar.
    private mutating func length(_ after: String) throws(PhraseAbandoned) -> DurationLiteral {
        if lets != nil || spokenDuration(0) == nil { settleLet(as: .duration) }
        let token = current
        switch token.kind {
        case .duration(let span):
            advance()
            return continuedDuration(DurationLiteral(span: span, range: range(token)))
        case .workingDays(let count):
            advance()
            return DurationLiteral(span: .zero, workingDays: count, range: range(token))
        case _ where spokenDuration(0) != nil:
            guard let mended = slippedDuration() else { throw PhraseAbandoned() }
            return continuedDuration(mended)
        case .number:
            throw fail(
                .badDuration, "expected a duration \(after), found the number \(string(range(token)))", range(token),
                help: "a number needs a unit: 30s, 15min, 4h, 2d or 1w")
        default:
            if let mistake = notALiteral(.duration, after) { throw mistake }
            throw unexpected("a duration \(after)", help: "a duration is 30s, 15min, 4h, 2d, 1w or 1h30min")
        }
    }

    /// `1h 30min`: two durations in a row are meant as one.
    private mutating func continuedDuration(_ first: DurationLiteral) -> DurationLiteral {
        guard case .duration(let span) = current.kind else { return first }
        advance()
        let whole = DurationLiteral(
            span: min(first.span + span, Durations.longest), range: rangeSince(first.range.start))
        report(
            .badDuration, "a duration is written as one word", whole.range, suggestion: whole.span.description)
        return whole
    }

    /// The same duration with the calendar behind `on`, if there is one.
    private mutating func onCalendar(_ length: DurationLiteral, mayBe: Bool) -> DurationLiteral {
        var duration = length
        defer { calendarOfLet = nil }
        if let calendarOfLet { duration.calendar = calendarOfLet }
        // `on order.placed` on a line of its own is meant as `when`.
        if isAt(.on), !(tokens[index].startsLine && isWord(ahead(1), dotted: true)) {
            advance()
            guard let calendar = optionalName("the name of a calendar", dots: .none) else {
                _ = missingName("the name of a calendar behind `on`")
                return DurationLiteral(span: length.span, range: length.range)
            }
            duration.calendar = calendar
            duration.range = rangeSince(length.range.start)
        }
        if duration.calendar == nil, duration.workingDays == nil { return duration }
        if mayBe, duration.calendar != nil { return duration }
        if mayBe {
            report(
                .badDuration, "working days are those of a calendar", duration.range,
                help: "name the calendar: \(duration.written) on support")
        } else {
            report(
                .calendarNotHere, "a duration here is time that passes, nights and weekends too", duration.range,
                help: "on a calendar are counted `within` of an `unless`, `after`, `due`, `escalate`, times before and "
                    + "after a fact, and `every` of a feed")
        }
        return DurationLiteral(span: length.span, range: duration.range)
    }

    /// A whole number that counts something.
    mutating func count(_ what: String) throws(PhraseAbandoned) -> NumberLiteral {
        settleLet(as: .number)
        let token = current
        guard case .number(let value) = token.kind else {
            if let mistake = notALiteral(.number, "here") { throw mistake }
            throw unexpected(what)
        }
        advance()
        if value.rounded() != value || value < 1 || value > 1_000_000 {
            report(.badCount, "\(what) is a whole number from 1 on", range(token))
        }
        return NumberLiteral(value: value, range: range(token))
    }

    /// A text in quotation marks, if one stands here.
    mutating func optionalText() -> TextLiteral? {
        let token = current
        switch token.kind {
        case .text(let text):
            advance()
            return TextLiteral(text: text, range: range(token))
        case .templateOpen:
            // Behind a name `say`; the braces are ordinary characters here.
            skipToken()
            return TextLiteral(text: plainText(token), range: range(token))
        default: return nil
        }
    }

    func plainText(_ token: Token) -> Text {
        guard token.end - token.start >= 2 else { return "" }
        return Escapes.unescape(bytes[(token.start + 1)..<(token.end - 1)]).text
    }
}
