import Engine
package import Events
import RuleLanguage

extension Dispatcher {
    /// How long a touch still counts where no outcome says longer.
    private static let touchesWithoutOutcome = TimeSpan.days(30)

    /// For how long after a task came out touches are told: the greatest horizon of the outcomes, else thirty days.
    var touchHorizon: TimeSpan { program.outcomes.map(\.within).max() ?? Self.touchesWithoutOutcome }

    /// Takes what a step of a customer came to, and tells what is news of touches and outcomes of the tasks that came out,
    /// and what the events are that ended tasks.
    ///
    /// A task is followed for its longest horizon and `lateness` more, in which events may still come that happened
    /// within it.
    /// - Parameters:
    ///   - state: after the step.
    ///   - changes: of the step.
    ///   - arrivals: that it took.
    package func follow(
        _ state: inout CustomerState, changes: [Change], arrivals: [Event], clock: Clock, lateness: TimeSpan
    ) -> FollowReport {
        let isDeclared = !program.outcomes.isEmpty || program.touches != Touches()
        if !isDeclared || state.dispatch.followed.isEmpty && changes.isEmpty {
            if !isDeclared, !state.dispatch.followed.isEmpty { state.dispatch.followed = [] }
            return FollowReport()
        }
        var follower = Follower(self, state.folded)
        var followed: [FollowedTask] = []
        swap(&followed, &state.dispatch.followed)
        let known = Set(state.dispatch.followedOutcomes)
        let areOthers = !followed.isEmpty && known != Set(outcomeStamps)
        let wasHeld = Set(followed.filter { $0.outAt == nil }.map(\.id))
        let new = follower.begin(changes, &followed)
        let all = Array(program.outcomes.indices)
        let sorted = arrivals.sorted()
        for place in followed.indices {
            let (start, end) = horizon(of: followed[place])
            // Nobody says here until when events are known: what is ahead of the clock is known as well.
            if new.contains(place) {
                let told = wasHeld.contains(followed[place].id) ? all.filter { known.contains(outcomeStamps[$0]) } : []
                let events = follower.view.events(from: start, through: end)
                follower.look(at: events, for: &followed[place], outcomes: all, hadOutcomes: Set(told))
            } else if areOthers {
                let events = follower.view.events(from: start, through: end)
                let arrived = Set(sorted.map(\.identity))
                let others = all.filter { !known.contains(outcomeStamps[$0]) }
                follower.look(
                    at: events.filter { !arrived.contains($0.identity) }, for: &followed[place], outcomes: others)
                follower.look(at: sorted, for: &followed[place], outcomes: all)
            } else if !sorted.isEmpty {
                follower.look(at: sorted, for: &followed[place], outcomes: all)
            }
        }
        followed.removeAll { horizon(of: $0).end + lateness < clock.now }
        state.dispatch.followed = followed
        state.dispatch.followedOutcomes = followed.isEmpty ? [] : outcomeStamps
        return FollowReport(notes: follower.notes, meanings: follower.meanings(of: changes, sorted))
    }

    /// Between which times events may be told of a task.
    private func horizon(of task: FollowedTask) -> (start: Timestamp, end: Timestamp) {
        let out = task.outAt ?? task.judgedAt
        return (min(task.judgedAt, out), out + touchHorizon)
    }

    /// What tells outcomes apart that follow the same events: a sum of each one's written form.
    static func stamps(of program: Program) -> [Int] {
        program.outcomesForm.split(separator: "\n").prefix(program.outcomes.count).map { form in
            let bytes = Array(form.utf8)
            return Int(CRC32.checksum(of: bytes[...]))
        }
    }
}
