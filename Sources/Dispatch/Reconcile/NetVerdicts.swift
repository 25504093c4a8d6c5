import Engine
import Events

/// What one run of the fold comes to for each verdict, whatever it went through on the way: open at the end, or ended.
struct NetVerdicts {
    /// Those that opened, or that something joined, or that have waited to become a task; in that order.
    private(set) var open: [Open] = []
    private(set) var ended: [Ended] = []

    struct Open {
        var verdict: Verdict
        /// Whether this run told of it; else it is as it was.
        var isNews: Bool
    }

    struct Ended {
        var verdict: Verdict
        var ending: VerdictEnding
        var by: Event
    }

    /// - Parameter waiting: verdicts that were open before and are no task yet; a fold that began anew tells of them
    ///   itself.
    init(_ report: FoldReport, waiting: [Verdict]) {
        if waiting.isEmpty, report.changes.count == 1 {
            take(report.changes[0])
            return
        }
        if report.changes.isEmpty, waiting.count == 1 {
            if !report.isAnew { open = [Open(verdict: waiting[0], isNews: false)] }
            return
        }
        var found = Found(isNamed: report.changes.count + waiting.count > 16)
        if !report.isAnew { for verdict in waiting { found.keep(Open(verdict: verdict, isNews: false)) } }
        for change in report.changes {
            switch change {
            case .opened(let verdict), .joined(let verdict): found.keep(Open(verdict: verdict, isNews: true))
            case .ended(let verdict, let ending, let by, at: _):
                found.drop(verdict)
                ended.append(Ended(verdict: verdict, ending: ending, by: by))
            case .endedByDispatch(let verdict): found.drop(verdict)
            }
        }
        open = found.all.compactMap { $0 }
    }

    private mutating func take(_ change: VerdictChange) {
        switch change {
        case .opened(let verdict), .joined(let verdict): open = [Open(verdict: verdict, isNews: true)]
        case .ended(let verdict, let ending, let by, at: _):
            ended = [Ended(verdict: verdict, ending: ending, by: by)]
        case .endedByDispatch: break
        }
    }
}

/// Verdicts that are open, in the order in which each was found first.
private struct Found {
    private(set) var all: [NetVerdicts.Open?] = []
    /// Of few it is quicker to look through them than to name each.
    private let isNamed: Bool
    private var places: [Verdict.Name: Int] = [:]

    init(isNamed: Bool) { self.isNamed = isNamed }

    /// One that was found before keeps its place.
    mutating func keep(_ open: NetVerdicts.Open) {
        if let place = place(of: open.verdict) {
            all[place] = open
        } else {
            if isNamed { places[open.verdict.name] = all.count }
            all.append(open)
        }
    }

    mutating func drop(_ verdict: Verdict) {
        guard let place = place(of: verdict) else { return }
        all[place] = nil
        if isNamed { places[verdict.name] = nil }
    }

    private func place(of verdict: Verdict) -> Int? {
        if isNamed { return places[verdict.name] }
        return all.firstIndex { $0?.verdict.isSame(as: verdict) == true }
    }
}
