/// `holdout 10% even recovery`
package struct HoldoutSyntax: Sendable {
    /// In percent.
    package var share: NumberLiteral
    /// The words `even recovery`.
    package var evenRecovery: SourceRange?
    package init(share: NumberLiteral, evenRecovery: SourceRange?) {
        self.share = share
        self.evenRecovery = evenRecovery
    }
}

/// `surge 50 within 1h by carrier`
package struct SurgeSyntax: Sendable {
    package var most: NumberLiteral
    package var within: DurationLiteral
    package var field: Name?
    package init(most: NumberLiteral, within: DurationLiteral, field: Name?) {
        self.most = most
        self.within = within
        self.field = field
    }
}

/// `escalate unclaimed after 2h to supervisor priority high`
package struct EscalationSyntax: Sendable {
    package var condition: Escalation.Condition
    package var after: DurationLiteral
    package var queue: Name
    package var priority: PrioritySyntax?
    package init(condition: Escalation.Condition, after: DurationLiteral, queue: Name, priority: PrioritySyntax?) {
        self.condition = condition
        self.after = after
        self.queue = queue
        self.priority = priority
    }
}
