import Events

/// The written form of all that a program's verdicts depend on: from two programs of one form every timeline gets the
/// same verdicts in the same words. Hashed, it says whether what was computed with one is still true with the other.
///
/// A text of lines, UTF-8, with a word of its own for each part of a program; the words are part of the form, whatever
/// the program text calls the same thing. A change of the words, or of what they mean, is a new `version`.
///
///     outreachd-program 2
///     zone "Europe/London"                                         none: UTC
///     event delivery.delayed (order text required) (days number optional)
///     event order.placed (written "orders/create") (order text required (from "lines" 0 "order"))
///     fact order.promised_at (of-key order) time (order.placed promised_at order)
///     fact customer.mood (of-customer) number (score)
///     fact order.progress (of-key order) text (stage)
///     score customer.mood 1209600 0 (add (of delivery.delayed (field days)) (match delivery.delayed))
///     journey order.progress (of-key order) (stage paid (match order.paid))
///     calendar support (zone "Europe/London")                      see its own lines
///     table sellers (key seller text) (bad number required)        and ` row (text "s-1") (number 3)` for each row
///     rule late-not-told
///      title "Delivery late, customer not told"
///      per (order text)
///      when event first (match delivery.delayed (at-least (field days) (number 1)))
///      unless loosely (match call.completed) (within 14400 0) (back 3600 0)
///      while (is-missing (fact customer.tier))
///      priority urgent if (is-present (fact customer.tier))
///      task recovery delivery-care high (due 7200 0)
///      say "Order " (anchor (delivery.delayed order)) " is late."
///      keep
///      again 604800 0
///      expire 259200 0
///
/// Types, fields, facts and rules are called by their names, lengths of time are seconds and nanoseconds, instants those
/// since 1970, days are counted from there, numbers are the shortest decimal that reads back. Names stand bare where
/// they have only letters, digits, `_`, `-` and dots, else as texts do: in quotation marks, with `\"`, `\\` and control
/// characters as `\u{a}`.
///
/// Types, facts and rules follow in the order of their numbers in the program, so a state that holds such numbers fits
/// every program of the same form. The place of a rule in its files, its alias, defines and tests are not in it, nor what
/// becomes of a verdict: routes, gates, holdout, surge and escalations.
struct CanonicalForm {
    /// Goes up when the same program is written otherwise.
    static let version = 2

    private(set) var bytes: [UInt8] = []
    let schema: Schema
    let facts: [Fact]
    let calendars: [WorkCalendar]
    /// Their names.
    let scores: [Text]
    let tables: [Table]

    init(_ program: Program) {
        schema = program.schema
        facts = program.facts
        calendars = program.calendars
        scores = program.scores.map(\.name)
        tables = program.tables
    }

    /// What was written since the last time.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    // MARK: Letters

    mutating func word(_ word: StaticString) {
        word.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func space() { bytes.append(UInt8(ascii: " ")) }
    mutating func open() { bytes.append(UInt8(ascii: "(")) }
    mutating func close() { bytes.append(UInt8(ascii: ")")) }
    mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

    mutating func digits(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }

    mutating func decimal(_ number: Double) { bytes.append(contentsOf: number.shortestDecimal.utf8) }

    mutating func name(_ name: Text) {
        let isBare = name.withBytes { bytes in
            !bytes.isEmpty
                && bytes.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                        UInt8(ascii: "."), 0x80...0xff:
                        return true
                    default: return false
                    }
                }
        }
        guard isBare else { return text(name) }
        name.withBytes { bytes.append(contentsOf: $0) }
    }

    mutating func text(_ text: Text) {
        let quote = UInt8(ascii: "\"")
        bytes.append(quote)
        text.withBytes { letters in
            for byte in letters {
                switch byte {
                case quote, UInt8(ascii: "\\"):
                    bytes.append(UInt8(ascii: "\\"))
                    bytes.append(byte)
                case 0..<0x20, 0x7f: bytes.append(contentsOf: "\\u{\(String(byte, radix: 16))}".utf8)
                default: bytes.append(byte)
                }
            }
        }
        bytes.append(quote)
    }

    mutating func span(_ span: TimeSpan) {
        digits(span.seconds)
        space()
        digits(span.nanoseconds)
    }

    mutating func duration(_ duration: RuleDuration) {
        switch duration {
        case .elapsed(let span): self.span(span)
        case .open(let span, let calendar):
            word("open ")
            self.span(span)
            space()
            name(calendars[calendar].name)
        case .workingDays(let count, let calendar):
            word("days ")
            digits(count)
            space()
            name(calendars[calendar].name)
        }
    }

    mutating func type(_ index: Int) { name(schema.types[index].name) }
    mutating func field(_ slot: TypedSlot) { name(schema.types[slot.type].fields[slot.slot].name) }

    // MARK: Declarations

    mutating func head(zone: Text?) {
        word("outreachd-program ")
        digits(CanonicalForm.version)
        endLine()
        word("zone ")
        if let zone { text(zone) } else { word("none") }
        endLine()
    }

    mutating func event(_ type: EventType) {
        word("event ")
        name(type.name)
        if type.writtenType != type.name {
            word(" (written ")
            text(type.writtenType)
            close()
        }
        for field in type.fields {
            word(" (")
            name(field.name)
            space()
            word(field.type.canonicalWord)
            word(field.isOptional ? " optional" : " required")
            if let path = field.path { self.path(path) }
            close()
        }
        endLine()
    }

    private mutating func path(_ path: FieldPath) {
        word(" (from")
        for part in path.parts {
            space()
            switch part {
            case .member(let name): text(name)
            case .place(let place): digits(place)
            }
        }
        close()
    }

    mutating func fact(_ fact: Fact) {
        word("fact ")
        name(fact.name)
        switch fact.owner {
        case .customer: word(" (of-customer) ")
        case .key(let key):
            word(" (of-key ")
            name(key)
            word(") ")
        }
        word(fact.type.canonicalWord)
        switch fact.source {
        case .field: break
        case .score: word(" (score)")
        case .stage: word(" (stage)")
        case .stageSince: word(" (stage-since)")
        }
        for carrier in fact.carriers {
            word(" (")
            type(carrier.type)
            space()
            switch carrier.value {
            case .field(let slot): field(TypedSlot(type: carrier.type, slot: slot))
            case .time: word("(envelope time)")
            case .source: word("(envelope source)")
            case .id: word("(envelope id)")
            }
            if let key = carrier.keySlot {
                space()
                field(TypedSlot(type: carrier.type, slot: key))
            }
            close()
        }
        endLine()
    }
}
