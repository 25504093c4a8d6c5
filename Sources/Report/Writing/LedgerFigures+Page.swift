import Backtest
import Events

extension LedgerFigures {
    /// The page of the report; in a terminal it is shown without its plots.
    package var page: ReportPage {
        var page = ReportPage(title: "Did it help", introduction: introduction)
        if rules.isEmpty { return page }
        page.sections = [
            ReportPage.Section(
                "Tasks", paragraphs: odd, tables: [taskTable, endTable], plots: [overTime, funnel].compactMap { $0 })
        ]
        if !queues.isEmpty {
            page.sections.append(
                ReportPage.Section(
                    "How fast", paragraphs: ["From when a task came out: p10, median and p90."],
                    tables: [paceTable("queue", queues)] + (people.isEmpty ? [] : [paceTable("person", people)]),
                    plots: [pacePlot].compactMap { $0 }))
        }
        page.sections.append(firstSection)
        if !outcomes.isEmpty { page.sections.append(spiteSection) }
        if !holdouts.isEmpty { page.sections.append(holdoutSection) }
        page.foot = Self.foot
        return page
    }

    /// What the intervals do not say.
    package static let foot = [
        "Intervals are at 95 % and count each customer once. They tell how far chance alone may move a figure, and "
            + "nothing of what else happened: one bad week, a carrier on strike or a new rule moves more than they tell.",
        "An outcome in spite of outreach says nothing of what would have been without it: only a holdout does.",
        "The difference of a holdout holds for one look at a time that was set before: who looks every day until it "
            + "leaves out 0 finds a difference sooner or later where there is none.",
    ]

    private var introduction: [String] {
        let from = since.map { "from \(Timestamp(seconds: $0.seconds)) " } ?? ""
        let end = Timestamp(seconds: end.seconds)
        let unread = unread == 0 ? "" : " \(unread) of them could not be read."
        var sentences = [
            "What ran \(from)until \(end), by \(lines) lines of the ledger.\(unread) Days are those of UTC."
        ]
        if rules.isEmpty { sentences.append("The ledger tells of no task yet.") }
        return sentences
    }

    /// Rules that are worth a look.
    private var odd: [String] {
        func sentence(_ names: [Text], _ words: String) -> String? {
            names.isEmpty ? nil : "\(words): \(names.map(\.string).joined(separator: ", "))."
        }
        return [
            sentence(neverFired, "Never fired"), sentence(alwaysWithdrawn, "Always withdrawn"),
            sentence(oftenDismissed, "Dismissed at least as often as done"),
        ].compactMap { $0 }
    }

    private var rows: [RuleOfLedger] { rules + [all] }

    private var taskTable: FigureTable {
        FigureTable(
            columns: [
                "rule", "opened", "customers", "claimed", "done", "dismissed", "withdrawn", "missed", "held out",
                "escalated",
            ],
            rows: rows.map { rule in
                let counts = [
                    rule.opened, rule.customers, rule.claimed, rule.done, rule.dismissed, rule.withdrawn.all,
                    rule.missed, rule.heldOut, rule.escalated,
                ]
                return [rule.name.string] + counts.map(String.init)
            })
    }

    /// By what tasks were withdrawn, and what held them.
    private var endTable: FigureTable {
        let gates = all.held.keys.sorted()
        return FigureTable(
            columns: ["rule", "withdrawn by an outcome", "by our touch", "by theirs", "otherwise"]
                + gates.map { "held by \($0)" },
            rows: rows.map { rule in
                let by = [
                    rule.withdrawn.byOutcome, rule.withdrawn.byOurTouch, rule.withdrawn.byTheirTouch,
                    rule.withdrawn.otherwise,
                ]
                return [rule.name.string] + (by + gates.map { rule.held[$0] ?? 0 }).map(String.init)
            })
    }

    private func paceTable(_ what: String, _ paces: [Pace]) -> FigureTable {
        FigureTable(
            columns: [what, "claimed", "p10", "to claim", "p90", "done", "p10", "to done", "p90"],
            rows: paces.map { pace in
                [pace.name.string]
                    + [pace.toClaim, pace.toDone].flatMap { spread in
                        [String(spread?.count ?? 0), shown(spread?.p10), shown(spread?.median), shown(spread?.p90)]
                    }
            })
    }

    private var firstSection: ReportPage.Section {
        let touched = rows.filter { $0.first.ours.of > 0 }
        var section = ReportPage.Section(
            "First to know",
            paragraphs: [
                "Of the tasks after which somebody was heard of within \(shown(touchHorizon)), those of which we spoke "
                    + "first. Equal times are theirs, and so is a bad outcome before our touch; tasks that began with a "
                    + "touch of theirs are left out."
            ])
        if touched.isEmpty {
            section.paragraphs.append("No task was touched yet, or the rules declare no touch.")
            return section
        }
        section.tables = [
            FigureTable(
                columns: ["rule", "touched", "ours first", "share", "95 %", "ahead by", "behind by"],
                rows: touched.map { rule in
                    [
                        rule.name.string, String(rule.first.ours.of), String(rule.first.ours.hits),
                        shown(share: rule.first.ours.share), rule.first.ours.shownInterval,
                        shown(rule.first.ahead?.median), shown(rule.first.behind?.median),
                    ]
                })
        ]
        section.plots = [firstPlot(touched)]
        return section
    }

    private var spiteSection: ReportPage.Section {
        let rows = rows.flatMap { rule in rule.inSpite.map { (rule, $0) } }
        return ReportPage.Section(
            "Outcome in spite of outreach",
            paragraphs: outcomes.map {
                "\($0.name): \($0.title), within \(shown($0.within)); \($0.isGood ? "good" : "bad")."
            },
            tables: [
                FigureTable(
                    columns: ["rule", "outcome", "decided", "came nevertheless", "share", "95 %", "waiting"],
                    rows: rows.map { rule, spite in
                        [
                            rule.name.string, spite.outcome.string, String(spite.share.of), String(spite.share.hits),
                            shown(share: spite.share.share), spite.share.shownInterval, String(spite.waiting),
                        ]
                    })
            ])
    }

    private var holdoutSection: ReportPage.Section {
        let table = FigureTable(
            columns: ["rule", "outcome", "called", "share", "held out", "share", "difference", "95 %"],
            rows: holdouts.map { holdout in
                let (called, heldOut) = (holdout.called, holdout.heldOut)
                return [
                    holdout.rule.string, holdout.outcome.string, "\(called.hits) of \(called.decided)",
                    shown(share: called.share), "\(heldOut.hits) of \(heldOut.decided)", shown(share: heldOut.share),
                    shown(points: holdout.difference?.value), holdout.difference?.shownInterval ?? "–",
                ]
            })
        return ReportPage.Section(
            "Called and held out", paragraphs: holdouts.map(\.sentence), tables: [table],
            plots: [holdoutPlot].compactMap { $0 })
    }
}

extension HoldoutFigures.Arm {
    fileprivate var share: Double? { decided > 0 ? Double(hits) / Double(decided) : nil }
}
