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
        var places: [Verdict.Name: Int] = [:]
        var found: [Open?] = []
        func keep(_ verdict: Verdict, isNews: Bool) {
            let open = Open(verdict: verdict, isNews: isNews)
            if let place = places[verdict.name] {
                found[place] = open
            } else {
                places[verdict.name] = found.count
                found.append(open)
            }
        }
        if !report.isAnew { for verdict in waiting { keep(verdict, isNews: false) } }
        for change in report.changes {
            switch change {
            case .opened(let verdict), .joined(let verdict): keep(verdict, isNews: true)
            case .ended(let verdict, let ending, let by, at: _):
                if let place = places.removeValue(forKey: verdict.name) { found[place] = nil }
                ended.append(Ended(verdict: verdict, ending: ending, by: by))
            case .endedByDispatch(let verdict):
                if let place = places.removeValue(forKey: verdict.name) { found[place] = nil }
            }
        }
        open = found.compactMap { $0 }
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
