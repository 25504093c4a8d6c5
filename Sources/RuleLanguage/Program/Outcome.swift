package import Events

/// What a site hopes to avoid, or to reach: events by which tasks are judged afterwards. It changes no verdict.
package struct Outcome: Hashable, Sendable {
    package var name: Text
    package var title: Text
    /// Else it is a bad one.
    package var isGood: Bool
    /// The fields of `per`, in its order; empty for the customer as a whole.
    package var keys: [Text]
    package var keySlots: KeySlots
    /// The events that are an outcome. Their conditions know the customer, no key.
    package var pattern: Pattern
    /// `among P`: a task is decided only if such an event joins within the horizon; nil if it says nothing.
    package var among: Pattern?
    /// The horizon: how long after a task came out an event still counts for it.
    package var within: TimeSpan
    /// The name in its declaration.
    package var range: SourceRange

    package init(
        name: Text, title: Text, isGood: Bool, keys: [Text], keySlots: KeySlots, pattern: Pattern, among: Pattern?,
        within: TimeSpan, range: SourceRange
    ) {
        self.name = name
        self.title = title
        self.isGood = isGood
        self.keys = keys
        self.keySlots = keySlots
        self.pattern = pattern
        self.among = among
        self.within = within
        self.range = range
    }

    /// The class of the tasks that are told beside it: recovery beside a bad one, relationship beside a good one.
    package var taskClass: TaskClass { isGood ? .relationship : .recovery }
}

/// Who speaks first: what the site does for a customer, and what the customer does. Nil where nothing is declared.
package struct Touches: Hashable, Sendable {
    package var ours: Pattern?
    package var theirs: Pattern?
    package init(ours: Pattern? = nil, theirs: Pattern? = nil) {
        self.ours = ours
        self.theirs = theirs
    }
}

extension Program {
    /// The places of the outcomes in the order in which their author wrote them, for telling people.
    package var outcomesAsWritten: [Int] {
        outcomes.indices.sorted { a, b in
            let (a, b) = (outcomes[a].range, outcomes[b].range)
            return (a.file, a.start) < (b.file, b.start)
        }
    }
}
