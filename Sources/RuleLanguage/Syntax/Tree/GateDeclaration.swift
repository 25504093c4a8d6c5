import Events

/// What holds tasks back at top level: `inhibit`, `budget`, `quiet`.
package struct GateDeclaration: Sendable {
    package enum Kind: Sendable {
        /// `inhibit X while Y [and D after]`
        case inhibit(whileAny: SelectorSyntax, after: DurationLiteral?)
        /// `budget X N within D [counting P]`
        case budget(most: NumberLiteral, within: DurationLiteral, counting: PatternSyntax?)
        /// `quiet X 20:00-08:30 [on sat, sun] [except urgent]`, `quiet X outside CAL [except urgent]`
        case quiet(QuietSyntax)
    }
    /// X
    package var what: SelectorSyntax
    package var kind: Kind
    package var range: SourceRange
    /// Whether a part of it could not be read.
    package var hasMistakes = false
    /// The words that begin its parts.
    package var parts: [SourceRange] = []
    package init(what: SelectorSyntax, kind: Kind, range: SourceRange) {
        self.what = what
        self.kind = kind
        self.range = range
    }
}

package struct QuietSyntax: Sendable {
    package enum Hours: Sendable {
        /// Minutes after midnight.
        case daily(from: Int, to: Int, SourceRange)
        case outside(Name)
        /// What could not be read.
        case invalid
    }
    package var hours: Hours
    /// Weekdays, Monday is 0, in the order written.
    package var days: [Weekday] = []
    package var except: [Name] = []
    package init(hours: Hours) { self.hours = hours }

    package struct Weekday: Sendable {
        package var number: Int
        package var range: SourceRange
    }
}
