import Events

/// A part behind the time of a window, in the order in which they stand.
enum WindowPart: Int {
    /// `within` and `looking back` of an `unless`
    case window
    case across, since, customer, alias
}

/// The parts read so far, to tell one that stands too late.
struct PartOrder {
    var parts: [(part: WindowPart, range: SourceRange)] = []
}

/// `since Q` and `for customer` behind the time of a window.
extension Parser {
    /// `[since Q] [for customer]` at the end of a window function: alternatives stand in parentheses, for `or` goes on with
    /// the expression around it.
    mutating func windowReach() throws(PhraseAbandoned) -> ReachSyntax {
        var reach = ReachSyntax()
        var order = PartOrder()
        let outer = phrase
        phrase = .since
        defer { phrase = outer }
        while true {
            // `sinse`; behind a whole value every other word is the expression's.
            _ = mend(among: [.since])
            let place = range(current)
            if accept(.since) != nil {
                if reach.since != nil { reportTwice("since", place) }
                reach.since = try condition(on: try alternative())
                note(.since, from: place, in: &order)
            } else if let customer = forCustomer() {
                if reach.forCustomer != nil { reportTwice("for customer", customer) }
                reach.forCustomer = customer
                note(.customer, from: place, in: &order)
            } else {
                return reach
            }
        }
    }

    /// Whether `for customer` stands here, or what people say for it.
    var isAtForCustomer: Bool { customerWords != nil }

    /// How many words `for customer` takes here, as it is written or as people say it; nil if it does not stand here.
    private var customerWords: Int? {
        guard isSpoken(0, ["for", "für"]) else { return nil }
        let count = 1 + countSpoken(["the", "this", "that", "same", "whole", "entire", "den", "ganzen"], from: 1)
        guard count < 5, isSpoken(count, ["customer", "customers", "kunden"]) else { return nil }
        return count + 1
    }

    /// `for customer`; nil and nothing read if it does not stand here.
    mutating func forCustomer() -> SourceRange? {
        guard let count = customerWords else { return nil }
        let place = stretch(count)
        if ahead(0).keyword == .for, ahead(1).keyword == .customer, count == 2 {
            skip(2)
        } else {
            replace(count, by: "for customer")
        }
        return place
    }

    /// Keeps a part that was just read; one that should stand before another is reported.
    mutating func note(_ part: WindowPart, from first: SourceRange, in order: inout PartOrder) {
        let place = rangeSince(first.start)
        // A name given early was always read.
        let late = order.parts.first { before in
            before.part.rawValue > part.rawValue
                && !(part.rawValue < WindowPart.since.rawValue && before.part == .alias)
        }
        if let late {
            let whole = late.range.joined(place)
            let passed = SourceRange(file: place.file, start: late.range.start, end: first.start)
            report(
                .unexpected, "`\(words(of: part))` stands before `\(words(of: late.part))`", whole,
                suggestion: "\(string(place)) \(string(passed).trimmed)")
        }
        order.parts.append((part, place))
    }

    private func words(of part: WindowPart) -> String {
        switch part {
        case .window: return "within"
        case .across: return "across"
        case .since: return "since"
        case .customer: return "for customer"
        case .alias: return "as"
        }
    }

    /// `when order.placed since …`: what goes with several events only.
    mutating func refuseReach(of pattern: PatternSyntax) throws(PhraseAbandoned) {
        let place = isAt(.since) ? range(current) : stretch(2)
        report(
            .unexpected, "`\(string(place))` does not go with a single event", place,
            help: "it stands behind the time in which several come: when 3 \(string(pattern.range)) within 2d "
                + string(place))
        if accept(.since) != nil { _ = try self.pattern() } else { _ = forCustomer() }
    }
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
