import Events
import RuleLanguage

extension Evaluator {
    /// A window function over the joined events in [t - within, t], the whole instant t included; behind `since` only
    /// those strictly later than the latest joined event of its pattern.
    func window(_ window: Window, _ scope: Scope) -> Value? {
        switch window.function {
        case .seen:
            return .boolean(isSeen(window, scope))
        case .count:
            return .number(Double(count(window, scope)))
        case .distinct:
            return .number(Double(Set(values(window, scope)).count))
        case .sum:
            return finite(numbers(window, scope).reduce(0, +))
        case .average:
            let numbers = numbers(window, scope)
            return numbers.isEmpty ? nil : finite(numbers.reduce(0, +) / Double(numbers.count))
        case .min:
            return values(window, scope).min()
        case .max:
            return values(window, scope).max()
        }
    }

    /// The events that a window counts, in time order.
    func counted(_ window: Window, _ scope: Scope) -> [EventRef] {
        var refs: [EventRef] = []
        forEachCandidate(window.pattern, window, scope) { ref in
            if counts(ref, window.pattern, window, scope) { refs.append(ref) }
            return true
        }
        return inOrder(refs)
    }

    private func count(_ window: Window, _ scope: Scope) -> Int {
        var count = 0
        forEachCandidate(window.pattern, window, scope) { ref in
            if counts(ref, window.pattern, window, scope) { count += 1 }
            return true
        }
        return count
    }

    private func isSeen(_ window: Window, _ scope: Scope) -> Bool {
        var isSeen = false
        forEachCandidate(window.pattern, window, scope) { ref in
            isSeen = counts(ref, window.pattern, window, scope)
            return !isSeen
        }
        return isSeen
    }

    /// The events in the time of a window that may join as it wants it and are of a type of its pattern.
    private func forEachCandidate(
        _ pattern: Pattern, _ window: Window, _ scope: Scope, _ body: (EventRef) -> Bool
    ) {
        var start = window.within.before(scope.t, plan.calendars)
        var isAfter = false
        if let since = window.since, let latest = latest(since, window, scope, from: start) {
            (start, isAfter) = (latest, true)
        }
        forEachJoinable(
            pattern.alternatives.lazy.map(\.type), rule: window.forCustomer ? nil : scope.rule, key: scope.key,
            from: start, through: scope.t
        ) { ref in isAfter && timeline[ref].time == start ? true : body(ref) }
    }

    /// When the latest event of a `since` was in the time of its window. One before the window leaves all of it.
    private func latest(_ since: Pattern, _ window: Window, _ scope: Scope, from start: Timestamp) -> Timestamp? {
        var latest: Timestamp?
        forEachJoinable(
            since.alternatives.lazy.map(\.type), rule: window.forCustomer ? nil : scope.rule, key: scope.key,
            from: start, through: scope.t
        ) { ref in
            let time = timeline[ref].time
            if latest.map({ $0 < time }) ?? true, counts(ref, since, window, scope) { latest = time }
            return true
        }
        return latest
    }

    /// Whether an event joins as the window wants it and matches a pattern.
    private func counts(_ ref: EventRef, _ pattern: Pattern, _ window: Window, _ scope: Scope) -> Bool {
        (window.forCustomer || joins(ref, rule: scope.rule, key: scope.key)) && matches(pattern, ref, scope)
    }

    private func values(_ window: Window, _ scope: Scope) -> [Value] {
        counted(window, scope).compactMap { ref in
            let event = timeline[ref]
            return window.field.first { $0.type == event.type }.flatMap { event.fields[$0.slot] }
        }
    }

    private func numbers(_ window: Window, _ scope: Scope) -> [Double] {
        values(window, scope).compactMap {
            guard case .number(let number) = $0 else { return nil }
            return number
        }
    }

    private func finite(_ number: Double) -> Value? { number.isFinite ? .number(number) : nil }
}
