package import Events
import RuleLanguage

/// A deadline that a customer's state waits for: an episode that is to be judged, or a date that is to come.
package struct PendingDeadline: Hashable, Sendable {
    /// What tells it from all others of the customer, whatever its deadline.
    package struct Name: Hashable, Sendable {
        package var rule: Text
        package var key: [Value]
        /// The trigger that the windows count from, or the event that set the fact.
        package var anchor: EventIdentity
        /// Of a date trigger: the value of the fact, and for `yearly` the year.
        package var value: Value?
        package var year: Int?
    }

    package var name: Name
    /// When it is judged, or when the date arms.
    package var at: Timestamp
}

extension RuleEngine {
    /// All deadlines of a state that this engine has folded.
    package func waits(in state: FoldedTimeline) -> [PendingDeadline] {
        var waits: [PendingDeadline] = []
        for instance in state.fold.instances.sorted {
            func add(_ anchor: EventRef, _ date: DateName?, at: Timestamp) {
                let name = PendingDeadline.Name(
                    rule: plan.rules[instance.rule].rule.name, key: instance.key,
                    anchor: state.timeline[anchor].identity, value: date?.value, year: date?.year)
                waits.append(PendingDeadline(name: name, at: at))
            }
            for episode in instance.episodes where episode.phase == .armed {
                add(episode.anchor, episode.date, at: episode.judging)
            }
            if let date = instance.date, case .waits(until: let instant, let name) = date.next {
                add(date.setBy, name, at: instant)
            }
        }
        return waits
    }
}
