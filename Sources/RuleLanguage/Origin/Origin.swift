package import Events

/// Who may say what: the feeds and answers of a program. A pure decision; who owns a file is asked elsewhere.
package struct Origin: Hashable, Sendable {
    /// In the order of their names.
    package var feeds: [Feed] = []
    /// Nil: everybody may answer, in any name.
    package var answers: Answers?

    /// What the sources of answers given by the commands begin with. Where `answers` stands it is theirs who answer, as
    /// a feed's prefix is the feed's: else somebody could take the identity of an answer before it is given.
    package static let sourceOfAnswers: Text = "/outreachd/"

    package init(feeds: [Feed] = [], answers: Answers? = nil) {
        self.feeds = feeds
        self.answers = answers
    }

    /// Whether everybody may say everything.
    package var isOpen: Bool { answers == nil && feeds.allSatisfy(\.owners.isEmpty) }

    /// Whether an event counts.
    /// - Parameters:
    ///   - source: as it stands in the event.
    ///   - type: the name of its type.
    ///   - bringer: who owns the file that it stands in.
    package func permission(source: Text, type: Text, from bringer: Bringer) -> Permission {
        if isOpen || bringer.maySayEverything { return .allowed }
        if let who = protector(of: source, type), !bringer.isOne(of: who.owners) { return .notAllowed(who: who) }
        guard let answers, Origin.isAnswer(type) || Origin.isAnswerSource(source) else { return .allowed }
        if let user = bringer.user, answers.deputies.contains(user) { return .allowed }
        guard bringer.isOne(of: answers.owners) else {
            let what = Origin.isAnswer(type) ? "an answer" : "what begins with \"\(Origin.sourceOfAnswers)\""
            let owners = answers.owners + answers.deputies.map(Owner.user)
            return .notAllowed(who: Permission.WhoMay(what: what, owners: owners))
        }
        return Origin.isAnswer(type) ? .allowedAs(bringer.name) : .allowed
    }

    /// Whether answers in this one's files are said by this one, whomever they name.
    package func speaks(_ bringer: Bringer) -> Bool {
        guard let answers, !bringer.maySayEverything, bringer.isOne(of: answers.owners) else { return false }
        return bringer.user.map { !answers.deputies.contains($0) } ?? true
    }

    /// Of whom alone an event of this source and type is believed, as far as feeds say; nil: of everybody.
    private func protector(of source: Text, _ type: Text) -> Permission.WhoMay? {
        if let (feed, prefix) = feed(of: source) {
            return feed.owners.isEmpty
                ? nil : Permission.WhoMay(what: "what begins with \"\(prefix)\"", owners: feed.owners)
        }
        var owners: [Owner] = []
        for feed in feeds where feed.types.contains(type) {
            for owner in feed.owners where !owners.contains(owner) { owners.append(owner) }
        }
        return owners.isEmpty ? nil : Permission.WhoMay(what: "\(type)", owners: owners)
    }

    /// The feed with the longest prefix that fits a source.
    private func feed(of source: Text) -> (feed: Feed, prefix: Text)? {
        var best: (feed: Feed, prefix: Text)?
        for feed in feeds {
            for prefix in feed.prefixes where source.hasPrefix(prefix) {
                if let best, best.prefix.string.utf8.count >= prefix.string.utf8.count { continue }
                best = (feed, prefix)
            }
        }
        return best
    }

    private static func isAnswer(_ type: Text) -> Bool { type.hasPrefix("task.") }
    private static func isAnswerSource(_ source: Text) -> Bool { source.hasPrefix(sourceOfAnswers) }
}
