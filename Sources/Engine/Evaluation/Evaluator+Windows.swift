import Events
import RuleLanguage

extension Evaluator {
    /// A window function over the joined events in [t - within, t], the whole instant t included; behind `since` only
    /// those strictly later than the latest joined event of its pattern.
    func window(_ window: Window, _ scope: Scope) -> Value? {
        switch window.function {
        case .seen:
            return .boolean(first(window, scope) != nil)
        case .count:
            return .number(Double(counted(window, scope).count))
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
        positions(window, scope).map { timeline.order[$0] }.filter { counts($0, window, scope) }
    }

    private func first(_ window: Window, _ scope: Scope) -> EventRef? {
        positions(window, scope).lazy.map { timeline.order[$0] }.first { counts($0, window, scope) }
    }

    private func positions(_ window: Window, _ scope: Scope) -> Range<Int> {
        let end = timeline.upperBound(scope.t)
        let start = timeline.lowerBound(window.within.before(scope.t, plan.calendars))
        guard start < end else { return start..<start }
        guard let since = window.since else { return start..<end }
        // One before the window leaves all of it.
        let latest = (start..<end).last { counts(timeline.order[$0], since, window, scope) }
        return (latest.map { timeline.upperBound(timeline.time(at: $0)) } ?? start)..<end
    }

    private func counts(_ ref: EventRef, _ window: Window, _ scope: Scope) -> Bool {
        counts(ref, window.pattern, window, scope)
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
