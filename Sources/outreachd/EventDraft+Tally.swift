import CloudEvents
import Events
import RuleLanguage

extension EventDraft {
    /// The draft that fits what was seen.
    init(_ tally: TypeTally, name: Text) {
        let fields = tally.fields
        let names = ProposedNames.fields(fields.map(\.path), of: name)
        let drafts = zip(fields, names).map { DraftField($0, name: $1, of: tally.count) }
        var remark = plural(tally.count, "event")
        let keys = zip(fields, drafts).filter { $0.isKey && $1.type == .text && $1.name != "id" }.map(\.1.name.string)
        if !keys.isEmpty { remark += "; a rule may be per \(keys.prefix(3).joined(separator: ", or "))" }
        if tally.hasMore { remark += "; it has more fields than are looked at" }
        self.init(type: name, writtenType: tally.name, fields: drafts, remark: remark)
    }
}

extension FieldTally {
    /// Whether it names one thing of several that a customer may have, and not the customer or the event itself.
    fileprivate var isKey: Bool {
        let words = path.parts.suffix(2).flatMap { part -> [String] in
            if case .member(let name) = part { return name.string.lowercased().split(separator: "_").map(String.init) }
            return []
        }
        let others = [
            "customer", "requester", "contact", "user", "event", "message", "delivery", "webhook", "form", "account",
        ]
        return !isInArray && path.parts.count < 3 && words.last == "id" && !words.contains(where: others.contains)
    }
}

extension EventDraft.DraftField {
    init(_ tally: FieldTally, name: Text, of count: Int) {
        var remarks: [String] = []
        let type = tally.type
        if tally.missing == count {
            remarks.append("left out: always null")
        } else if tally.objects + tally.arrays > 0 {
            let kind = tally.arrays == 0 ? "an object" : tally.objects == 0 ? "a list" : "nested"
            remarks.append("left out: \(tally.scalars > 0 ? "sometimes \(kind)" : kind + " with nothing in it")")
        } else if type == nil {
            // An event with a declared field of another type is rejected, so no type would do.
            remarks.append("left out: of several types (\(tally.kinds)), and events of another type are rejected")
        } else if type == .text {
            remarks += tally.remarkOfText.map { [$0] } ?? []
        }
        if tally.isInArray, type != nil { remarks.append("the first of a list") }
        if tally.missing > 0, tally.missing < count { remarks.append("missing in \(tally.missing) of \(count)") }
        self.init(
            name: name, type: tally.missing == count ? nil : type, isOptional: tally.missing > 0 || tally.isInArray,
            path: tally.path, remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }
}

extension FieldTally {
    /// Why it is a text, where it might seem to be something else.
    fileprivate var remarkOfText: String? {
        if numbers.count > 0 {
            return texts.filled > 0
                ? "a text, for some are numbers: rules see their digits"
                : "a text by its digits, for nobody counts with it"
        }
        guard texts.filled > 0 else { return nil }
        if texts.filled == texts.timesWithoutOffset {
            return "a text, for its times have no offset: with Z or one like +01:00 it is a time"
        }
        if texts.filled == texts.dates + texts.times { return "a text, for some are dates and some are times" }
        if texts.filled == texts.numbers, !isIdentifier {
            return "a text, for its numbers stand in quotation marks: rules cannot count with them"
        }
        return nil
    }

    /// `text 3, number 5`
    fileprivate var kinds: String {
        [
            ("text", texts.filled), ("number", numbers.count), ("boolean", booleans), ("object", objects),
            ("list", arrays),
        ]
        .filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
